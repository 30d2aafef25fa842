package dev.fxprof.bench.cost;

import dev.fxprof.bench.run.Burst;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import jdk.jfr.Event;
import jdk.jfr.Recording;
import jdk.jfr.StackTrace;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * A span as an event of the JDK's Flight Recorder with the fields of a span record, without stack
 * trace, kept in memory.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class JfrBenchmark {
    private Recording recording;

    /** For JMH. */
    public JfrBenchmark() {
    }

    @StackTrace(false)
    private static final class Span extends Event {
        private long id;
        private long parent;
        private int site;
        private int depth;
        private int source;
        private int caller;
    }

    /** Starts the recording. */
    @Setup
    public void start() {
        recording = new Recording();
        recording.setToDisk(false);
        recording.enable(Span.class).withoutStackTrace().withThreshold(Duration.ZERO);
        recording.start();
    }

    /** A burst of events. */
    @Benchmark
    public void event() {
        for (int i = 0; i < Burst.SIZE; i++) {
            Span span = new Span();
            span.begin();
            span.id = i;
            span.parent = i + 1;
            span.site = i + 2;
            span.depth = i + 3;
            span.source = i + 4;
            span.caller = i + 5;
            span.end();
            span.commit();
        }
    }

    /** Ends the recording. */
    @TearDown
    public void stop() {
        recording.close();
    }
}
