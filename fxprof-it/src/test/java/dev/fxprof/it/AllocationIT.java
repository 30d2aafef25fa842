package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.fxprof.api.ScriptRuntime;
import dev.fxprof.api.SiteTable;
import dev.fxprof.api.SpanKind;
import dev.fxprof.api.SpanRecorder;
import dev.fxprof.api.SpanSink;
import dev.fxprof.api.SpanStack;
import dev.fxprof.ringbuffer.Recording;
import dev.fxprof.ringbuffer.RecordingOptions;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AllocationIT {
    private static final int SPANS_A_ROUND = 6;
    private static final int ROUNDS = 1_000_000 / SPANS_A_ROUND;
    private static final int WARM_UP_ROUNDS = 100_000;
    private static final int ROUNDS_A_TICK = 500;
    private static final int WITNESS_BYTES = 100_000;
    private static final List<String> ALLOCATIONS = List.of("jdk.ObjectAllocationInNewTLAB",
            "jdk.ObjectAllocationOutsideTLAB", "jdk.ObjectAllocationSample");

    private Recording recording;
    private SpanRecorder recorder;
    private SpanStack coroutine;
    private int site;
    private int function;
    private int region;
    private Object witness;

    @BeforeEach
    void start() {
        recording = Recording.open(RecordingOptions.DEFAULT);
        SiteTable sites = recording.sites();
        recorder = recording.newRecorder("producer");
        recording.start(SpanSink.discarding());
        site = sites.intern("res", ScriptRuntime.LUA, SpanKind.EVENT, "event", "", 0);
        function = sites.intern("res", ScriptRuntime.LUA, SpanKind.FUNCTION, "f", "", 0);
        region = sites.intern("res", ScriptRuntime.LUA, SpanKind.REGION, "region", "", 0);
        coroutine = recorder.newStack();
        rounds(WARM_UP_ROUNDS, 0);
    }

    @AfterEach
    void stop() {
        recording.close();
        assertThat(recording.failure()).isEmpty();
    }

    private void rounds(int rounds, int witnessBytes) {
        for (int i = 0; i < rounds; i++) {
            round();
            if (i % ROUNDS_A_TICK == 0) {
                recording.awaitRoom();
                if (witnessBytes > 0) {
                    allocateAsWitness(witnessBytes);
                }
            }
        }
    }

    private void allocateAsWitness(int bytes) {
        witness = new byte[bytes];
    }

    private void round() {
        int token = recorder.begin(site);
        recorder.enterFunction(function);
        recorder.beginRegion(region);
        recorder.resume(coroutine);
        int inner = recorder.begin(site, recorder.currentSpan(), recorder.ticks(), 1);
        recorder.enterFunction(function);
        recorder.suspend(coroutine);
        recorder.counter(site, 1.5);
        recorder.resume(coroutine);
        recorder.leaveFunction();
        recorder.end(inner);
        recorder.finish(coroutine);
        recorder.leaveFunction();
        recorder.endRegion();
        recorder.enterFunction(function);
        long mark = recorder.regionMark();
        recorder.beginRegion(region);
        recorder.unwindRegions(mark);
        recorder.end(token);
    }

    @Test
    void shouldAllocateNothingForASpan() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        rounds(ROUNDS, 0);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        long spans = (long) ROUNDS * SPANS_A_ROUND;
        assertThat(allocated).as("bytes allocated for %d spans", spans)
                .isLessThan(spans / 1000);
    }

    @Test
    void shouldNotAppearInAnAllocationProfile(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("allocations.jfr");
        try (jdk.jfr.Recording profile = new jdk.jfr.Recording()) {
            ALLOCATIONS.forEach(event -> profile.enable(event).withStackTrace());
            profile.start();
            rounds(ROUNDS, WITNESS_BYTES);
            profile.stop();
            profile.dump(file);
        }
        List<String> stacks = new ArrayList<>();
        for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
            if (ALLOCATIONS.contains(event.getEventType().getName())
                    && event.getStackTrace() != null) {
                stacks.add(event.getStackTrace().toString());
            }
        }
        assertThat(witness).isNotNull();
        assertThat(stacks).anyMatch(stack -> stack.contains("allocateAsWitness"));
        assertThat(stacks).noneMatch(stack -> stack.contains("dev.fxprof.ringbuffer.SpanProducer")
                || stack.contains("dev.fxprof.ringbuffer.SpanRing")
                || stack.contains("dev.fxprof.ringbuffer.CoroutineStack")
                || stack.contains("dev.fxprof.ringbuffer.LiveStack"));
    }
}
