package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class NameFloodIT {
    private static final int TICKS = 40;
    private static final int NAMES = 1_000_000;
    private static final int TABLE = 4096;
    private static final int NAME_BYTES = 128;
    private static final int MOST_TIMES_SLOWER = 5;
    private static final String MANIFEST = "fx_version 'cerulean'\nserver_script 'main.lua'\n";
    private static final String CALM = """
            CreateThread(function()
                while true do
                    Profiler.Begin('calm work')
                    local sum = 0
                    for i = 1, 20000 do sum = sum + i % 7 end
                    Profiler.End('calm work')
                    Wait(0)
                end
            end)
            """;
    private static final String FLOOD = """
            local odd = {'\\255\\254', '\\195', '\\240\\159\\152', string.rep('x', 10000),
                string.rep('\\195\\164', 100)}
            local made = 0
            CreateThread(function()
                while true do
                    for i = 1, 25000 do
                        made = made + 1
                        local name = 'flood ' .. made
                        if made % 50 == 0 then
                            name = made .. odd[math.floor(made / 50) % #odd + 1]
                        end
                        Profiler.Begin(name)
                        Profiler.End(name)
                    end
                    Wait(0)
                end
            end)
            """;

    @TempDir
    private Path folder;

    private void resource(String name, String script) {
        Folders.write(folder.resolve(name).resolve("fxmanifest.lua"), MANIFEST);
        Folders.write(folder.resolve(name).resolve("main.lua"), script);
    }

    private JsonNode run() {
        return Command.simulate("--resources", folder.toString(), "--players", "0", "--duration",
                TICKS + "t", "--trace", "none", "--json").run().succeeded().json();
    }

    private static List<JsonNode> regions(JsonNode run, String resource) {
        return run.path("regions").valueStream()
                .filter(row -> row.path("resource").asString().equals(resource)).toList();
    }

    @Test
    void shouldKeepAMillionNamesWithinTheTable() {
        resource("calm", CALM);
        JsonNode before = regions(run(), "calm").getFirst();
        resource("flood", FLOOD);
        JsonNode run = run();
        assertThat(run.path("ticks").asInt()).isEqualTo(TICKS);
        assertThat(run.path("offered").asLong()).isEqualTo(
                run.path("written").asLong() + run.path("dropped").asLong());
        List<JsonNode> flood = regions(run, "flood");
        assertThat(flood).hasSizeBetween(TABLE / 2, TABLE + 1);
        assertThat(flood.stream().mapToLong(row -> row.path("calls").asLong()).sum())
                .isEqualTo(NAMES);
        assertThat(flood).anySatisfy(row -> {
            assertThat(row.path("name").asString()).isEqualTo("(other)");
            assertThat(row.path("calls").asLong()).isGreaterThanOrEqualTo(NAMES - TABLE);
        });
        assertThat(flood).allSatisfy(row -> assertThat(
                row.path("name").asString().getBytes(StandardCharsets.UTF_8))
                .hasSizeLessThanOrEqualTo(NAME_BYTES));
        JsonNode calm = regions(run, "calm").getFirst();
        assertThat(calm.path("name").asString()).isEqualTo("calm work");
        assertThat(calm.path("calls").asInt()).isEqualTo(TICKS);
        assertThat(calm.path("p50Nanos").asLong())
                .isLessThan(MOST_TIMES_SLOWER * before.path("p50Nanos").asLong());
    }
}
