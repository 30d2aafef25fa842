package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What scripts export while they run. */
class LuaExportsIT {
    private static final Map<String, String> FORMATS = Map.of("a.speedscope.json", "speedscope",
            "b.svg", "flamegraph", "c.csv", "csv", "d.json", "chrome");

    @TempDir
    private static Path folder;
    private static Path out;
    private static World world;

    @BeforeAll
    static void run() {
        Path resource = folder.resolve("resources/exporter");
        Folders.write(resource.resolve("fxmanifest.lua"),
                "fx_version 'cerulean'\nserver_script 'main.lua'\n");
        Folders.write(resource.resolve("main.lua"), """
                CreateThread(function()
                    Profiler.Begin('before')
                    Profiler.End('before')
                    Wait(500)
                    Profiler.ExportSpeedscope('a.speedscope.json')
                    Profiler.ExportFlameGraph('b.svg')
                    Profiler.ExportCSV('c.csv')
                    Profiler.ExportChrome('d.json')
                    for _, name in ipairs({ '../up.csv', '/tmp/up.csv', 'no/x.csv', '.hidden',
                        'capture.pftrace', 'profiler_trace.json', '..' }) do
                        print(select(2, pcall(Profiler.ExportCSV, name)))
                    end
                end)
                """);
        out = folder.resolve("out");
        world = World.run(folder.resolve("resources"), out, "--duration", "40t");
    }

    @Test
    void shouldWriteWhatWasRecordedSoFarAndListIt() {
        Map<String, String> listed = new TreeMap<>();
        for (JsonNode file : world.json().path("files")) {
            Path path = Path.of(file.path("path").asString());
            listed.put(path.getFileName().toString(), file.path("format").asString());
        }
        assertThat(listed).containsAllEntriesOf(FORMATS);
        assertThat(Folders.read(out.resolve("c.csv"))).contains("before");
        assertThat(Folders.read(out.resolve("b.svg"))).contains("before (exporter)");
        assertThat(LoadedTrace.read(out.resolve("d.json")).named("before")).hasSize(1);
    }

    @Test
    void shouldWriteNothingElsewhere() {
        assertThat(world.printed("exporter")).hasSize(7)
                .allMatch(line -> line.contains("Profiler.ExportCSV(\""))
                .noneMatch(line -> line.contains("Exception"));
        assertThat(folder.resolve("up.csv")).doesNotExist();
        assertThat(Path.of("/tmp/up.csv")).doesNotExist();
        List<String> names = Folders.list(out).stream().map(Path::getFileName).map(Path::toString)
                .toList();
        assertThat(names).containsExactlyInAnyOrder("a.speedscope.json", "b.svg", "c.csv",
                "d.json", "capture.pftrace", "profiler_trace.json");
        assertThat(Files.isDirectory(out.resolve("no"))).isFalse();
    }
}
