package dev.fxprof.bench.run;

import java.io.PrintStream;
import java.util.Locale;

/** Says on standard error which fork runs and how long the rest takes. */
public final class ForkProgress {
    private final PrintStream to;
    private final boolean terminal;
    private int all;
    private int done;
    private double secondsLeft;
    private double secondsDone;
    private long from;

    /**
     * Progress of a run.
     *
     * @param to where to
     * @param terminal whether it overwrites its line
     */
    public ForkProgress(PrintStream to, boolean terminal) {
        this.to = to;
        this.terminal = terminal;
    }

    void begin(int forks, double seconds) {
        all = forks;
        secondsLeft = seconds;
        from = System.nanoTime();
    }

    /** One more fork than was planned. */
    void adds(double seconds) {
        all++;
        secondsLeft += seconds;
    }

    void starts(String name, int fork, int forks) {
        // What was planned, corrected by how the plan held so far.
        double elapsed = (System.nanoTime() - from) / 1e9;
        long left = Math.round(secondsLeft * (done < 5 ? 1 : elapsed / secondsDone));
        String line = String.format(Locale.ROOT,
                "bench: %d of %d: %s, fork %d of %d, about %d:%02d left", done + 1, all, name,
                fork, forks, left / 60, left % 60);
        if (terminal) {
            to.print("\r\033[K" + line);
        } else {
            to.println(line);
        }
        to.flush();
    }

    void ended(double seconds) {
        done++;
        secondsDone += seconds;
        secondsLeft -= seconds;
    }

    void end() {
        if (terminal) {
            to.print("\r\033[K");
            to.flush();
        }
    }
}
