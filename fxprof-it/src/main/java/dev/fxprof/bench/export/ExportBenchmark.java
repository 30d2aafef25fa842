package dev.fxprof.bench.export;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The contenders of {@link ChromeFork} and {@link PerfettoFork} under JMH, which gives each a process of
 * its own and counts wall-clock time, the garbage collector's included.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class ExportBenchmark {
    /** What is done, and who does it. */
    @Param({"chrome:fxprof", "chrome:jackson", "chrome:jackson-tuned", "perfetto:fxprof",
            "perfetto:protobuf-java-stream", "perfetto:protobuf-java-generated", "read:fxprof",
            "read:jackson"})
    public String contender;

    private Work work;

    /** For JMH. */
    public ExportBenchmark() {
    }

    /** What was done. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    public static class Done {
        /** Slices written, or bytes read. */
        public long slicesOrBytes;

        /** For JMH. */
        public Done() {
        }
    }

    /**
     * Checks that all contenders write the same, and begins.
     *
     * @throws IOException never, since nothing is written to a disk
     */
    @Setup
    public void open() throws IOException {
        String[] parts = contender.split(":");
        work = switch (parts[0]) {
            case "chrome" -> ChromeFork.works(false).get(parts[1]);
            case "read" -> ChromeFork.works(true).get(parts[1]);
            default -> PerfettoFork.works().get(parts[1]);
        };
    }

    /**
     * Writes some ticks to a stream that counts bytes, or reads a file in memory.
     *
     * @param done counts the slices, or the bytes
     * @throws IOException never, since nothing is written to a disk
     */
    @Benchmark
    public void export(Done done) throws IOException {
        done.slicesOrBytes += work.piece();
    }
}
