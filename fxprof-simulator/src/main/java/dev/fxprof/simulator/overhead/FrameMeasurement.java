package dev.fxprof.simulator.overhead;

import dev.fxprof.api.SiteTable;
import dev.fxprof.api.SpanSink;
import dev.fxprof.ringbuffer.RecordingOptions;
import dev.fxprof.simulator.RecordedServer;
import dev.fxprof.simulator.ServerStorage;
import dev.fxprof.simulator.Simulation;
import dev.fxprof.simulator.SimulationConfig;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongConsumer;

/**
 * Profiler off and on in alternating blocks of ticks. Two servers of one seed run the same ticks in
 * turn, one recorded and one not, and change roles with every pair of blocks: what differs within a
 * pair is the profiler alone, and what differs between the two servers cancels out.
 */
public final class FrameMeasurement implements AutoCloseable {
    private static final int BLOCK = 10;
    private static final int WARM_UP_BLOCKS = 60;
    private static final int LEAST_PAIRS = 60;

    private final RecordedServer first;
    private final RecordedServer second;

    /**
     * Starts the two servers.
     *
     * @param config what to simulate
     * @param options how to record
     * @param sinks makes the sink of each recording
     * @throws IOException if the resources cannot be read
     */
    public FrameMeasurement(SimulationConfig config, RecordingOptions options,
            Function<SiteTable, SpanSink> sinks) throws IOException {
        first = server(config, options, sinks);
        second = server(config, options, sinks);
    }

    private static RecordedServer server(SimulationConfig config, RecordingOptions options,
            Function<SiteTable, SpanSink> sinks) throws IOException {
        return new RecordedServer(config, options, sinks, new ServerStorage(Optional.empty()),
                line -> {
                });
    }

    /**
     * Runs until the interval is narrow enough or the time is up.
     *
     * @param halfWidth half-width to reach, in percentage points
     * @param mostNanos time limit
     * @param progress told the nanoseconds that have passed
     * @return the comparison
     */
    public FrameCost run(double halfWidth, long mostNanos, LongConsumer progress) {
        long started = System.nanoTime();
        for (int i = 0; i < WARM_UP_BLOCKS; i++) {
            first.run(BLOCK, i % 2 == 0);
            second.run(BLOCK, i % 2 != 0);
            progress.accept(System.nanoTime() - started);
        }
        double[] off = new double[0];
        double[] on = new double[0];
        Interval percent = null;
        boolean reached = false;
        while (!reached && (percent == null || System.nanoTime() - started < mostNanos)) {
            int from = off.length;
            off = Arrays.copyOf(off, from + LEAST_PAIRS);
            on = Arrays.copyOf(on, from + LEAST_PAIRS);
            for (int i = from; i < off.length; i++) {
                pair(i, off, on);
                progress.accept(System.nanoTime() - started);
            }
            percent = percent(off, on);
            reached = percent.halfWidth() <= halfWidth;
        }
        double offTick = Interval.of(off).mean() / BLOCK;
        return new FrameCost(offTick, offTick * (1 + percent.mean() / 100), percent, off.length,
                (long) off.length * BLOCK, reached);
    }

    private void pair(int i, double[] off, double[] on) {
        RecordedServer recorded = i % 2 == 0 ? first : second;
        RecordedServer bare = recorded == first ? second : first;
        // Each role goes first as often as the other: the second block finds warmer caches.
        if (i / 2 % 2 == 0) {
            off[i] = bare.run(BLOCK, false);
            on[i] = recorded.run(BLOCK, true);
        } else {
            on[i] = recorded.run(BLOCK, true);
            off[i] = bare.run(BLOCK, false);
        }
    }

    private static Interval percent(double[] off, double[] on) {
        double base = Interval.of(off).mean();
        double[] differences = new double[off.length];
        for (int i = 0; i < differences.length; i++) {
            differences[i] = (on[i] - off[i]) / base * 100;
        }
        return Interval.of(differences);
    }

    /**
     * Memory of one recording, its sinks left out.
     *
     * @return bytes of ring, reorder stage and site table
     */
    public long recordingBytes() {
        return first.recording().bytes();
    }

    /**
     * The first of the two servers.
     *
     * @return the server, for what it has to tell of its resources
     */
    public Simulation simulation() {
        return first.simulation();
    }

    /**
     * Records lost in both recordings.
     *
     * @return the count
     */
    public long dropped() {
        return first.recording().counts().dropped() + second.recording().counts().dropped();
    }

    /** Stops both servers. */
    @Override
    public void close() {
        first.close();
        second.close();
    }
}
