package dev.fxprof.bench.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * How much of the processors others use. Two threads that hand records to each other need a core
 * each: on a busy machine their figures say nothing. Linux only; elsewhere it sees nothing.
 */
final class Bystanders {
    private static final Path STAT = Path.of("/proc/stat");
    private static final long LOOK_MILLIS = 500;
    private static final double QUIET_PERCENT = 5;
    private static final int IDLE = 4;
    private static final int WAITING = 5;

    private double most;

    /** Looks for half a second, while nothing is measured. */
    void look() {
        long[] before = ticks();
        try {
            Thread.sleep(LOOK_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        long[] after = ticks();
        long all = Arrays.stream(after).sum() - Arrays.stream(before).sum();
        if (all > 0) {
            long idle = after[IDLE] + after[WAITING] - before[IDLE] - before[WAITING];
            most = Math.max(most, 100.0 * (all - idle) / all);
        }
    }

    /** What must be said of the figures, if anything. */
    Optional<String> note() {
        return most < QUIET_PERCENT
                ? Optional.empty()
                : Optional.of("the machine was not quiet: other processes used up to "
                        + Math.round(most)
                        + " % of the processors between rounds, so the figures are distorted");
    }

    /** Ticks of all processors by what they did; index 0 is empty. */
    private static long[] ticks() {
        try {
            String line = Files.readString(STAT).lines().findFirst().orElse("");
            String[] words = line.split("\\s+");
            long[] ticks = new long[Math.max(words.length, WAITING + 1)];
            for (int i = 1; i < words.length; i++) {
                ticks[i] = Long.parseLong(words[i]);
            }
            return ticks;
        } catch (IOException e) {
            return new long[WAITING + 1];
        }
    }
}
