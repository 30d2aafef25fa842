package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What an agent in a host records, against what the host itself knows to have run. */
abstract class AgentIT {
    private static final int TICKS = 240;
    private static final int RATE = 100;
    private static final int SHOWN = 6;
    /** Two clocks disagree by so much over the longest entry; that of Windows has steps of 100 ns. */
    private static final long CLOCKS_NANOS = 1_000;
    private static final long MOST_NANOS = 10_000;

    abstract AgentHost.Build build();

    /** The kinds of runtimes that the host has. */
    List<String> runtimes() {
        return List.of("lua", "javascript", "c#");
    }

    /** The resource whose errors jump over frames. */
    String faulty() {
        return "faulty";
    }

    @Test
    void shouldRecordWhatEveryRuntimeRan() {
        AgentHost.Build build = build();
        AgentHost.build(build, getClass().getSimpleName());
        Path folder = Folders.fresh("agent-" + build.folder);
        Path trace = folder.resolve("capture.json");
        Path truthFile = folder.resolve("truth.jsonl");
        String totals;
        Command.Result recorded;
        try (AgentHost host = AgentHost.start(build, folder, "--truth", truthFile.toString(),
                "--rate", String.valueOf(RATE))) {
            assertThat(host.ask("attach " + build.agent(), "attach: ")).isEqualTo("attach: 0");
            try (Recorder recorder = Recorder.start(host.segments().getFirst().toString(), trace)) {
                // From the first script on, while the recorder reads.
                host.ask("start", "started");
                host.ask("run " + TICKS, "ran: ");
                host.ask("stop", "stopped");
                assertThat(host.ask("detach", "detach: ")).isEqualTo("detach: 0");
                totals = host.quit();
                recorded = recorder.result();
            }
        }
        recorded.succeeded();
        TraceCheck.check(LoadedTrace.read(trace), TraceCheck.State.WHOLE);
        AgentTruth truth = AgentTruth.read(truthFile);
        AgentCapture capture = AgentCapture.read(trace);
        assertTotals(totals, truth);
        assertThat(difference(truth.flat(), capture.flat())).isEmpty();
        assertThat(capture.payloads).isEqualTo(truth.payloads());
        assertThat(capture.cost.path("dropped").asLong()).isZero();
        // A pause in the midst of a tick, as a busy machine makes them, looks like its end.
        assertThat(capture.slices.stream().filter(slice -> slice.kind().equals("tick")).count())
                .isBetween((long) TICKS, TICKS + TICKS / 10L);
        assertUnfinished(capture);
        assertDurations(truth.visible(), capture.entries());
    }

    private void assertTotals(String totals, AgentTruth truth) {
        Map<String, Integer> said = new TreeMap<>();
        JsonMapper.shared().readTree(totals).propertyStream()
                .forEach(entry -> said.put(entry.getKey(), entry.getValue().asInt()));
        assertThat(truth.counts()).isEqualTo(said).containsEntry("engine tick", TICKS);
        for (String runtime : runtimes()) {
            assertThat(said.get(runtime + " event")).isGreaterThan(TICKS);
            assertThat(said.get(runtime + " native")).isGreaterThan(TICKS);
            assertThat(said.get(runtime + " reference")).isGreaterThan(TICKS / 10);
        }
    }

    /** Only what an error jumped over did not return, and only one resource raises errors that jump. */
    private void assertUnfinished(AgentCapture capture) {
        Map<Long, AgentCapture.Slice> bySpan = new HashMap<>();
        capture.slices.forEach(slice -> bySpan.put(slice.span(), slice));
        List<AgentCapture.Slice> unfinished = capture.slices.stream()
                .filter(AgentCapture.Slice::unfinished).toList();
        assertThat(unfinished).hasSizeGreaterThan(TICKS / 10).allSatisfy(slice -> {
            AgentCapture.Slice root = slice;
            while (!root.kind().equals("event")) {
                root = bySpan.get(root.parent());
            }
            assertThat(root.label()).startsWith("event lua " + faulty() + " faulty:again by ");
        });
    }

    /** A hook stands around what it calls, and close around it. */
    private static void assertDurations(List<AgentTruth.Entry> truth,
            List<AgentCapture.Slice> found) {
        List<Long> around = new ArrayList<>();
        for (int i = 0; i < truth.size(); i++) {
            if (!truth.get(i).jumped() && !found.get(i).unfinished()) {
                around.add(found.get(i).nanos() - truth.get(i).nanos());
            }
        }
        around.sort(null);
        assertThat(around.getFirst()).isGreaterThan(-CLOCKS_NANOS);
        assertThat(around.get(around.size() / 2)).isLessThan(MOST_NANOS);
    }

    /** The first place where two lists differ, with what stands around it; empty if none does. */
    static List<String> difference(List<String> expected, List<String> found) {
        int at = 0;
        while (at < expected.size() && at < found.size()
                && expected.get(at).equals(found.get(at))) {
            at++;
        }
        if (at == expected.size() && at == found.size()) {
            return List.of();
        }
        List<String> shown = new ArrayList<>();
        for (int i = Math.max(0, at - SHOWN); i < at + SHOWN; i++) {
            shown.add("%d: expected %s, found %s".formatted(i, line(expected, i), line(found, i)));
        }
        return shown;
    }

    private static String line(List<String> lines, int i) {
        return i < lines.size() ? lines.get(i) : "nothing";
    }
}
