package dev.fxprof.bench.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The forks of measurements between two cores, with how far apart the cores stood before and after
 * each. Only forks of one distance are compared.
 */
final class Placements {
    /** Cores whose hand-over differs more than this stand at another distance. */
    private static final double FACTOR = 1.8;

    private record Fork(String measurement, Map<String, Double> figures, double before,
            double after) {
        double nanos() {
            return Math.sqrt(before * after);
        }
    }

    private final List<Fork> forks = new ArrayList<>();

    void add(String measurement, Map<String, Double> figures, double before, double after) {
        forks.add(new Fork(measurement, figures, before, after));
    }

    private static boolean isSame(double a, double b) {
        return Math.max(a, b) / Math.min(a, b) < FACTOR;
    }

    /** Forks of each measurement at one distance. */
    private Map<String, List<Fork>> at(double nanos) {
        Map<String, List<Fork>> kept = new HashMap<>();
        forks.stream().filter(fork -> isSame(fork.before, fork.after)
                && isSame(fork.nanos(), nanos))
                .forEach(fork -> kept
                        .computeIfAbsent(fork.measurement, name -> new ArrayList<>()).add(fork));
        return kept;
    }

    private static int least(Map<String, List<Fork>> kept, List<String> measurements) {
        return measurements.stream()
                .mapToInt(name -> kept.getOrDefault(name, List.of()).size()).min().orElse(0);
    }

    /** The distance at which the measurement with the fewest forks has most. */
    private Map<String, List<Fork>> best(List<String> measurements) {
        Map<String, List<Fork>> best = Map.of();
        for (Fork fork : forks) {
            Map<String, List<Fork>> kept = at(fork.nanos());
            int more = Integer.compare(least(kept, measurements), least(best, measurements));
            if (more > 0 || more == 0 && size(kept) > size(best)) {
                best = kept;
            }
        }
        return best;
    }

    private static int size(Map<String, List<Fork>> kept) {
        return kept.values().stream().mapToInt(List::size).sum();
    }

    /** Measurements with fewer comparable forks than are needed. */
    List<String> lacking(List<String> measurements, int needed) {
        Map<String, List<Fork>> best = best(measurements);
        return measurements.stream()
                .filter(name -> best.getOrDefault(name, List.of()).size() < needed).toList();
    }

    /** Hands the comparable forks over, and the distance of their cores as a measurement. */
    void keep(List<String> measurements, Samples to) {
        best(measurements).forEach((name, kept) -> kept.forEach(fork -> {
            to.add(name, fork.figures);
            to.add(InterleavedRun.HANDOVER, Map.of(JmhMeasurement.RATE, fork.nanos()));
        }));
    }

    /** What must be said of the figures, if anything. */
    Optional<String> note(List<String> measurements) {
        int left = forks.size() - size(best(measurements));
        return left == 0
                ? Optional.empty()
                : Optional.of(String.format(Locale.ROOT,
                        "the host moved the cores during the run (hand-over %.0f to %.0f ns): %d "
                                + "forks of transfers between cores were left out, so that those "
                                + "compared stood equally far apart",
                        forks.stream().mapToDouble(Fork::nanos).min().orElse(0),
                        forks.stream().mapToDouble(Fork::nanos).max().orElse(0), left));
    }
}
