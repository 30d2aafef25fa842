package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Methods of C# that FXPROF_METHODS chooses, against what the host knows to have run. */
class AgentMethodsIT {
    private static final int TICKS = 150;
    private static final int CLEANS = 3;

    @ParameterizedTest
    @CsvSource({"LINUX, garage, garage", "WINE, garage, garage",
            "LINUX, 'none/*,*/pol*.net', police",
            "WINE, '*/*', garage police"})
    void shouldRecordTheMethodsThatAreChosen(AgentHost.Build build, String choice,
            String resources) {
        AgentHost.build(build, "AgentMethodsIT");
        Path folder = Folders.fresh("agent-methods-" + build.folder);
        Path truthFile = folder.resolve("truth.jsonl");
        String status;
        try (AgentHost host = AgentHost.start(build, folder, Map.of("FXPROF_METHODS", choice),
                "--rate", "200", "--truth", truthFile.toString())) {
            assertThat(host.ask("attach " + build.agent(), "attach: ")).isEqualTo("attach: 0");
            host.ask("start", "started");
            for (int i = 0; i < CLEANS; i++) {
                host.type("event garage:clean");
            }
            host.ask("run " + TICKS, "ran: ");
            host.ask("stop", "stopped");
            status = host.ask("status", "status: ");
            assertThat(host.ask("detach", "detach: ")).isEqualTo("detach: 0");
            host.quit();
        }
        AgentCapture capture = record(folder);
        AgentTruth truth = AgentTruth.read(truthFile);
        Predicate<AgentTruth.Entry> chosen = entry -> List.of(resources.split(" "))
                .contains(entry.resource());
        assertThat(AgentIT.difference(truth.flat(chosen), capture.flat())).isEmpty();
        // The thread that runs a method beside the scripts has no ring, and takes none.
        assertThat(status).contains("\"threadsRefused\": 0");
        assertThat(capture.slices).noneMatch(slice -> slice.name().endsWith("Quiet"));
        if (resources.contains("garage")) {
            assertErrors(truth, capture);
            assertPauses(capture);
            // What the first script of a runtime runs when it is loaded is in no entry that is seen.
            assertThat(status).contains("\"methodsOutside\": 1,");
        }
    }

    /** What an exception leaves is unfinished; its callers go on. */
    private static void assertErrors(AgentTruth truth, AgentCapture capture) {
        List<String> expected = truth.entries.stream()
                .filter(entry -> entry.kind().equals("method") && entry.jumped())
                .map(AgentTruth.Entry::name).toList();
        List<String> found = capture.slices.stream().filter(
                slice -> slice.kind().equals("function") && slice.unfinished())
                .map(AgentCapture.Slice::name).toList();
        assertThat(expected).hasSizeGreaterThan(TICKS / 10);
        assertThat(found).isEqualTo(expected);
    }

    private static void assertPauses(AgentCapture capture) {
        Map<Long, AgentCapture.Slice> bySpan = new HashMap<>();
        capture.slices.forEach(slice -> bySpan.put(slice.span(), slice));
        assertThat(capture.slices.stream().filter(slice -> slice.kind().equals("gc"))
                .map(slice -> bySpan.get(slice.parent()).name())
                .filter(name -> name.equals("Garage.Server.Clean"))).hasSize(CLEANS);
    }

    @Test
    void shouldSayThatAnOlderMonoTellsOfNoMethods() {
        AgentHost.Build build = AgentHost.Build.OLDER_MONO;
        AgentHost.build(build, "AgentMethodsIT");
        Path folder = Folders.fresh("agent-methods-older");
        try (AgentHost host = AgentHost.start(build, folder,
                Map.of("FXPROF_METHODS", "garage,,pol/,*"), "--rate", "200")) {
            assertThat(host.ask("attach " + build.agent(), "attach: ")).isEqualTo("attach: 0");
            host.ask("start", "started");
            host.ask("run " + TICKS, "ran: ");
            host.quit();
        }
        AgentCapture capture = record(folder);
        assertThat(capture.slices).noneMatch(slice -> slice.kind().equals("function"))
                .anyMatch(slice -> slice.kind().equals("gc"));
        assertThat(Folders.read(folder.resolve("agent.log"))).contains(
                "fxprof: FXPROF_METHODS: expected RESOURCE or RESOURCE/ASSEMBLY",
                "methods of C# are not recorded: Mono does not export "
                        + "mono_profiler_set_method_tail_call_callback");
    }

    private static AgentCapture record(Path folder) {
        Path trace = folder.resolve("capture.json");
        Jvm.fxprof("record", Folders.list(folder.resolve("segments")).getFirst().toString(), "-o",
                trace.toString()).run().succeeded();
        return AgentCapture.read(trace);
    }
}
