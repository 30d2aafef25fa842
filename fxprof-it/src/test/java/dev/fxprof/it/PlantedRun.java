package dev.fxprof.it;

import dev.fxprof.export.report.Report;
import dev.fxprof.export.report.Row;
import dev.fxprof.export.report.SpanStatistics;
import dev.fxprof.ringbuffer.Clocks;
import dev.fxprof.ringbuffer.OverheadState;
import dev.fxprof.ringbuffer.Recording;
import dev.fxprof.ringbuffer.RecordingOptions;
import dev.fxprof.simulator.overhead.Interval;
import java.util.Arrays;

/**
 * Runs a {@link PlantedServer} under a budget for five seconds, longer where the machine stops most
 * ticks, then measures what the profiler costs it. Prints a line for each function, its share of the
 * ticks and estimate / truth, and a line with the cost. Arguments: the budget in percent, and in how many
 * pairs of blocks of ticks the cost is measured.
 */
final class PlantedRun {
    private static final long SETTLE_NANOS = 5_000_000_000L;
    /** Enough for estimates, also on a machine that stops most ticks. */
    private static final int CLEAN_TICKS = 600;
    private static final long GIVE_UP_NANOS = 60_000_000_000L;
    private static final int BLOCK = 5;

    /** What a tick without a profiler takes beyond what is planted, the median. */
    private static double leftOverNanos;

    private PlantedRun() {
    }

    public static void main(String[] args) {
        double budget = Double.parseDouble(args[0]);
        Recording recording = Recording
                .open(new RecordingOptions(true, 1 << 16, 16, 1024, 1, Clocks.AUTO, budget));
        SpanStatistics statistics = new SpanStatistics(recording.sites(), 0);
        PlantedServer server = new PlantedServer(recording.newRecorder("svMain"),
                recording.sites());
        var clean = new CleanTicks(statistics);
        clean.of(server);
        recording.start(clean);
        settle(server, recording);
        double[] truth = server.functions().stream().mapToDouble(f -> f.burned()).toArray();
        double[] shares = new double[truth.length];
        for (int i = 0; i < truth.length; i++) {
            shares[i] = truth[i] / server.tickNanos();
        }
        Interval added = overhead(server, recording, Integer.parseInt(args[1]));
        for (int i = 0; i < truth.length; i++) {
            PlantedServer.Planted planted = server.functions().get(i);
            truth[i] = planted.recorded()
                    + server.callNanos(leftOverNanos) * planted.callsMade();
        }
        recording.close();
        print(statistics.report(), server, truth, shares);
        if (clean.lost() > 0) {
            throw new IllegalStateException(clean.lost() + " records were lost");
        }
        OverheadState state = recording.overhead().orElseThrow();
        System.out.println("overhead " + added.mean() + " " + added.low() + " " + added.high()
                + " " + state.isMet() + " " + state.steps() + " call "
                + server.callNanos(leftOverNanos) + " ns, " + server.cleanCount()
                + " clean ticks, " + state);
    }

    private static void settle(PlantedServer server, Recording recording) {
        long from = System.nanoTime();
        long took = 0;
        while (took < SETTLE_NANOS || server.cleanCount() < CLEAN_TICKS) {
            tick(server, recording);
            took = System.nanoTime() - from;
            if (took > GIVE_UP_NANOS) {
                throw new IllegalStateException("the machine stopped nearly every tick: only "
                        + server.cleanCount() + " ran through in a minute");
            }
        }
    }

    private static long tick(PlantedServer server, Recording recording) {
        long rest = server.tick();
        recording.awaitRoom();
        return rest;
    }

    private static double block(PlantedServer server, Recording recording, boolean hooked) {
        server.hooked(hooked);
        double rest = 0;
        for (int i = 0; i < BLOCK; i++) {
            rest += tick(server, recording);
        }
        return rest;
    }

    /** What the profiler adds to a tick, in percent of it, against ticks without any. */
    private static Interval overhead(PlantedServer server, Recording recording,
            int pairs) {
        long before = server.tickNanos();
        double[] added = new double[pairs];
        double[] bare = new double[pairs];
        for (int i = 0; i < pairs; i++) {
            boolean first = i % 2 == 0;
            double one = block(server, recording, first);
            double two = block(server, recording, !first);
            added[i] = first ? one - two : two - one;
            bare[i] = (first ? two : one) / BLOCK;
        }
        double blockNanos = (server.tickNanos() - before) / (2.0 * pairs);
        for (int i = 0; i < pairs; i++) {
            added[i] *= 100 / blockNanos;
        }
        Arrays.sort(bare);
        leftOverNanos = bare[pairs / 2];
        return Interval.of(added);
    }

    private static void print(Report report, PlantedServer server, double[] truth,
            double[] shares) {
        for (int i = 0; i < truth.length; i++) {
            PlantedServer.Planted planted = server.functions().get(i);
            for (Row row : report.functions()) {
                if (row.name().equals(planted.name) && row.resource().equals(planted.resource)) {
                    System.out.println("function " + planted.name + " " + shares[i] + " "
                            + row.selfNanos() / truth[i] + " " + row.recordedEvery() + " "
                            + (double) row.calls() / planted.calls());
                }
            }
        }
    }
}
