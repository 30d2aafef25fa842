package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The pauses of C#'s garbage collector. */
class AgentCollectorIT {
    private static final int TICKS = 100;
    /** Ticks of a runtime from one collection to the next, see the host. */
    private static final int COLLECTION = 20;

    @ParameterizedTest
    @EnumSource(value = AgentHost.Build.class, names = {"LINUX", "WINE"})
    void shouldShowEachPauseInWhatItInterrupted(AgentHost.Build build) {
        AgentHost.build(build, "AgentCollectorIT");
        Path folder = Folders.fresh("agent-collector-" + build.folder);
        Path trace = folder.resolve("capture.json");
        Path truth = folder.resolve("truth.jsonl");
        try (AgentHost host = AgentHost.start(build, folder, "--rate", "200", "--truth",
                truth.toString())) {
            assertThat(host.ask("attach " + build.agent(), "attach: ")).isEqualTo("attach: 0");
            host.ask("start", "started");
            host.ask("run " + TICKS, "ran: ");
            assertThat(host.ask("detach", "detach: ")).isEqualTo("detach: 0");
            // Nobody listens to these.
            host.ask("run " + COLLECTION, "ran: ");
            host.quit();
        }
        Jvm.fxprof("record", Folders.list(folder.resolve("segments")).getFirst().toString(), "-o",
                trace.toString()).run().succeeded();
        AgentCapture capture = AgentCapture.read(trace);
        long runtimes = AgentTruth.read(truth).entries.stream()
                .filter(entry -> entry.kind().equals("create") && entry.runtime().equals("c#"))
                .count();
        List<AgentCapture.Slice> pauses = capture.slices.stream()
                .filter(slice -> slice.kind().equals("gc")).toList();
        assertThat(pauses).hasSize((int) runtimes * TICKS / COLLECTION)
                .allMatch(slice -> slice.runtime().equals("c#")
                        && slice.resource().equals("server"));
        assertThat(pauses.stream().map(AgentCapture.Slice::name).distinct())
                .containsExactlyInAnyOrder("gc minor", "gc major");
        Map<Long, AgentCapture.Slice> spans = capture.slices.stream()
                .collect(Collectors.toMap(AgentCapture.Slice::span, Function.identity()));
        assertThat(pauses).allMatch(
                slice -> spans.get(slice.parent()).name().startsWith("tick ("));
    }
}
