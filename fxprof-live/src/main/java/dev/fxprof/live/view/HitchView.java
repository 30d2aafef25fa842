package dev.fxprof.live.view;

import java.util.List;

/**
 * What broke a rule, and who is to blame.
 *
 * @param id unique among all hitches of a data folder; letters, digits and hyphens
 * @param server name of the server
 * @param atMillis when the tick began
 * @param tick number of the tick, or -1 on a thread without ticks
 * @param durationNanos duration of the tick, or the interval where that is what the rule is about
 * @param rule what was broken, in words
 * @param thread name of the thread
 * @param resource resource of the culprit
 * @param kind kind of the culprit, as {@code export}
 * @param name name of the culprit
 * @param selfNanos time in the culprit itself
 * @param event innermost event on the way to the culprit, or empty
 * @param export innermost export on the way to the culprit, or empty
 * @param nativeName native on the way to the culprit, or empty
 * @param source number of the player behind it, or 0
 * @param chain from the tick to the culprit
 * @param verdict all of it as one sentence
 * @param firstTodayMillis when the culprit caused a hitch for the first time today
 * @param timesToday how often it has today, this one included
 * @param capture id of the capture that shows it, or empty
 * @param captureState what becomes of that capture
 */
public record HitchView(String id, String server, long atMillis, long tick, long durationNanos,
        String rule, String thread, String resource, String kind, String name, long selfNanos,
        String event, String export, String nativeName, int source, List<Step> chain,
        String verdict, long firstTodayMillis, long timesToday, String capture,
        CaptureState captureState) {
    /**
     * One step of the way to the culprit.
     *
     * @param resource resource that is billed
     * @param kind what it is, as {@code event}
     * @param name its name
     */
    public record Step(String resource, String kind, String name) {}

    /** What becomes of the capture of a hitch. */
    public enum CaptureState {
        /** The seconds after it are awaited, or the file is being written. */
        PENDING,
        /** It stands in the store. */
        SAVED,
        /** None is made: there were too many of late. */
        LIMITED,
        /** It could not be written. */
        FAILED,
        /** It has left the store because of its age or the store's size. */
        EXPIRED
    }

    /** Keeps a copy of the chain. */
    public HitchView {
        chain = List.copyOf(chain);
    }

    /**
     * The same hitch with another capture.
     *
     * @param id id of the capture, or empty
     * @param state what becomes of it
     * @return a copy
     */
    public HitchView withCapture(String id, CaptureState state) {
        return new HitchView(this.id, server, atMillis, tick, durationNanos, rule, thread,
                resource, kind, name, selfNanos, event, export, nativeName, source, chain, verdict,
                firstTodayMillis, timesToday, id, state);
    }
}
