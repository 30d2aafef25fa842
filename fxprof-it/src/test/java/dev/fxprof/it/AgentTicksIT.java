package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Where a tick ends on a server that has events at every moment between two ticks. */
class AgentTicksIT {
    private static final AgentHost.Build LINUX = AgentHost.Build.LINUX;
    private static final int TICKS = 20;
    /** What the agent takes for a pause, and some for the conversion of its clock. */
    private static final long LONGEST_NANOS = 8_500_000;

    @Test
    void shouldEndTheTickThoughEventsGoOn() {
        AgentHost.build(LINUX, "AgentTicksIT");
        Path folder = Folders.fresh("agent-ticks");
        Path trace = folder.resolve("capture.json");
        try (AgentHost host = AgentHost.start(LINUX, folder, "--rate", "20", "--between", "2")) {
            host.ask("attach " + LINUX.agent(), "attach: ");
            host.ask("start", "started");
            try (Recorder recorder = Recorder.start(host.segments().getFirst().toString(), trace)) {
                host.ask("run " + TICKS, "ran: ");
                host.ask("detach", "detach: ");
                recorder.result().succeeded();
            }
            host.quit();
        }
        assertTicksEnd(AgentCapture.read(trace).slices);
    }

    private static void assertTicksEnd(List<AgentCapture.Slice> slices) {
        Map<Long, Long> ticked = new HashMap<>();
        slices.stream().filter(slice -> slice.kind().equals("tick"))
                .forEach(slice -> ticked.put(slice.span(), slice.start()));
        slices.stream().filter(AgentTicksIT::isTickOfARuntime).forEach(slice -> ticked
                .computeIfPresent(slice.parent(),
                        (_, until) -> Math.max(until, slice.start() + slice.nanos())));
        List<AgentCapture.Slice> between = slices.stream()
                .filter(slice -> slice.name().equals("world:call")).toList();
        assertThat(ticked).hasSize(TICKS);
        // There is one each 2 ms where the machine keeps up.
        assertThat(between).hasSizeGreaterThan(TICKS);
        assertThat(between).filteredOn(slice -> ticked.containsKey(slice.parent()))
                .allSatisfy(slice -> assertThat(slice.start() - ticked.get(slice.parent()))
                        .isLessThan(LONGEST_NANOS));
        assertThat(between).anySatisfy(slice -> assertThat(slice.parent()).isZero());
    }

    private static boolean isTickOfARuntime(AgentCapture.Slice slice) {
        return slice.kind().equals("entry") && slice.name().startsWith("tick (");
    }
}
