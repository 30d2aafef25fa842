package dev.fxprof.bench.scheduler;

import java.util.List;
import java.util.Locale;

/** The loads, and with how many workers each is measured. */
public enum LoadKind {
    /** Tasks of one microsecond, as many as can be taken. */
    SATURATION(1, 1, 2, 4, 8, 16) {
        @Override
        Load start(int workers, int steps) {
            return new FullLoad(steps);
        }
    },
    /** Tasks of one microsecond at the published rate. */
    OPENLOOP(3, 2, 4, 8, 16) {
        @Override
        Load start(int workers, int steps) {
            return new PacedLoad(Published.of(workers).orElseThrow().rate(), steps, true);
        }
    },
    /** Few tasks that do nothing. */
    LATENCY(3, 1, 2, 8) {
        @Override
        Load start(int workers, int steps) {
            return new PacedLoad(FEW, 0, false);
        }
    },
    /** Tasks that do nothing, as many as can be taken. */
    EMPTY(1, 1, 2) {
        @Override
        Load start(int workers, int steps) {
            return new FullLoad(0);
        }
    };

    /** Tasks a second that leave every pool mostly idle. */
    private static final double FEW = 50_000;

    private final int stretch;
    private final List<Integer> workers;

    LoadKind(int stretch, Integer... workers) {
        this.stretch = stretch;
        this.workers = List.of(workers);
    }

    /**
     * How many times longer, and fewer, its stretches are: an even pace needs some time until the
     * workers have settled.
     */
    int stretch() {
        return stretch;
    }

    abstract Load start(int workers, int steps);

    /**
     * With how many workers it is measured.
     *
     * @return the numbers
     */
    public List<Integer> workers() {
        return workers;
    }

    /**
     * Name of a figure of a contender under this load.
     *
     * @param contender whose
     * @param figure one of {@link Figures}
     * @return the field
     */
    public String field(Contender contender, String figure) {
        return name().toLowerCase(Locale.ROOT) + "." + contender.label() + "." + figure;
    }
}
