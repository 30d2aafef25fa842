package dev.fxprof.bench.run;

/**
 * How long each measurement runs.
 *
 * @param forks fresh processes a configuration
 * @param warmups iterations that are not counted
 * @param iterations iterations that are
 * @param millis length of an iteration
 * @param overheadSeconds length of the comparison of ticks in a whole-run measurement
 */
public record Depth(int forks, int warmups, int iterations, int millis, int overheadSeconds) {
    /** All tables within ten minutes on two cores. */
    public static final Depth QUICK = new Depth(3, 6, 5, 80, 15);
    /** Any one table within seven minutes on two cores. */
    public static final Depth FULL = new Depth(5, 6, 8, 150, 45);

    /** Time of the timed part of a fork, in milliseconds. */
    int forkMillis() {
        return (warmups + iterations) * millis;
    }
}
