package dev.fxprof.live.view;

import java.util.List;

/**
 * What runs now.
 *
 * @param isKnown whether the source shows it
 * @param note why not, or empty
 * @param threads the threads of the source
 */
public record RunningView(boolean isKnown, String note, List<Stack> threads) {
    /**
     * Open spans of a thread.
     *
     * @param thread its name
     * @param frames the outermost first; none while it waits
     */
    public record Stack(String thread, List<Frame> frames) {
        /** Keeps a copy of the list. */
        public Stack {
            frames = List.copyOf(frames);
        }
    }

    /**
     * An open span.
     *
     * @param resource resource that is billed
     * @param kind what it is, as {@code event}
     * @param name its name
     * @param runningNanos since when it is open
     */
    public record Frame(String resource, String kind, String name, long runningNanos) {}

    /** Keeps a copy of the list. */
    public RunningView {
        threads = List.copyOf(threads);
    }

    /**
     * Says that a source does not show it.
     *
     * @param note why
     * @return a view without threads
     */
    public static RunningView unknown(String note) {
        return new RunningView(false, note, List.of());
    }
}
