package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * The same clients come and go in turns with as long stretches without any, at 200,000 spans a second:
 * what they change of the ticks, the heap and the losses.
 */
@Isolated
class ServeClientsLongIT {
    private static final int ROUNDS = 8;
    private static final long STRETCH_NANOS = 15_000_000_000L;
    private static final long WARM_UP_NANOS = 30_000_000_000L;
    private static final long BETWEEN_RUBBISH_NANOS = 500_000_000;
    private static final double LEAST_SPANS_PER_SECOND = 200_000;
    /** By how much the median of a tick may rise. */
    private static final double TOLERANCE = 0.05;
    private static final long HEAP_TOLERANCE = 8L << 20;

    /** Median duration of the ticks of a stretch, and what the heap held after it. */
    private record Stretch(double median, long heap) {}

    /** Something to do again and again while a stretch lasts. */
    private interface Meanwhile {
        void run() throws IOException;
    }

    private static Stretch stretch(ServedLoad load, Meanwhile meanwhile) throws IOException {
        int first = load.ledger.count();
        long until = System.nanoTime() + STRETCH_NANOS;
        for (long left; (left = until - System.nanoTime()) > 0;) {
            meanwhile.run();
            LockSupport.parkNanos(Math.min(left, BETWEEN_RUBBISH_NANOS));
        }
        long[] durations = IntStream.range(first, load.ledger.count())
                .mapToLong(i -> load.ledger.get(i).duration()).sorted().toArray();
        return new Stretch(durations[durations.length / 2], load.served.heapBytes());
    }

    private static double median(List<Double> values) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    private final List<Stretch> alone = new ArrayList<>();
    private final List<Stretch> crowded = new ArrayList<>();

    @Test
    void shouldNotTouchTheServerThatIsWatched() throws IOException, InterruptedException {
        try (ServedLoad load = ServedLoad.start("serve-clients-long", Served.Tuning.LAUNCHED,
                "--recorder-seconds", "10", "--recorder-memory", "32M")) {
            LockSupport.parkNanos(WARM_UP_NANOS);
            long from = System.nanoTime();
            int first = load.ledger.count();
            takeTurns(load);
            double spansPerSecond = (double) (load.ledger.count() - first)
                    * LoadProducer.TICK_SPANS * 1e9 / (System.nanoTime() - from);
            List<Double> changes = changes();
            String result = String.format(Locale.ROOT, "%.0f spans/s; ticks with clients %+.2f %% "
                    + "(%s); heap without %s, with %s", spansPerSecond, 100 * median(changes),
                    percents(changes), megabytes(alone), megabytes(crowded));
            System.out.println(result);
            load.assertNothingLost();
            assertThat(spansPerSecond).as(result).isGreaterThan(LEAST_SPANS_PER_SECOND);
            assertThat(median(changes)).as(result).isLessThan(TOLERANCE);
            assertThat(alone.getLast().heap).as(result)
                    .isLessThan(alone.getFirst().heap + HEAP_TOLERANCE);
            assertThat(crowded.getLast().heap).as(result)
                    .isLessThan(crowded.getFirst().heap + HEAP_TOLERANCE);
        }
    }

    /** Begins and ends without clients. */
    private void takeTurns(ServedLoad load) throws IOException {
        alone.add(stretch(load, () -> {
        }));
        for (int round = 0; round < ROUNDS; round++) {
            try (StreamCrowd crowd = new StreamCrowd(load.served)) {
                crowded.add(stretch(load, crowd::sendRubbish));
                crowd.assertUnharmed();
            }
            alone.add(stretch(load, () -> {
            }));
        }
    }

    /** Of each stretch with clients, against the mean of those before and after it. */
    private List<Double> changes() {
        List<Double> changes = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            changes.add(2 * crowded.get(round).median
                    / (alone.get(round).median + alone.get(round + 1).median) - 1);
        }
        return changes;
    }

    private static String percents(List<Double> ratios) {
        return ratios.stream().map(ratio -> String.format(Locale.ROOT, "%+.1f %%", 100 * ratio))
                .toList().toString();
    }

    private static String megabytes(List<Stretch> stretches) {
        return stretches.stream().map(one -> (one.heap >> 20) + " MB").toList().toString();
    }
}
