package dev.fxprof.export.diff;

import java.util.List;

/**
 * Before against after.
 *
 * @param verdict what it comes to
 * @param indicative whether a side has one recording only, so that what differs may be the recordings
 * @param unit what a side consists of: {@code capture} or {@code block}
 * @param before how much was recorded before
 * @param after how much was recorded after
 * @param minEffectPercent smallest effect that counts
 * @param changes the most important first
 * @param tooSmall things that take too little of the tick to be judged
 * @param notes sentences that the reader should know
 */
public record Comparison(Verdict verdict, boolean indicative, String unit, Side before, Side after,
        double minEffectPercent, List<Change> changes, int tooSmall, List<String> notes) {
    /**
     * One side.
     *
     * @param runs captures or blocks
     * @param ticks ticks that were compared
     * @param tickNanos typical tick in nanoseconds
     */
    public record Side(int runs, long ticks, double tickNanos) {}

    /** The changes that are sure and large enough. */
    List<Change> significant() {
        return changes.stream().filter(Change::significant).toList();
    }

    /**
     * The same with notes.
     *
     * @param sentences what else the reader should know
     * @return the comparison
     */
    public Comparison withNotes(List<String> sentences) {
        return new Comparison(verdict, indicative, unit, before, after, minEffectPercent, changes,
                tooSmall, List.copyOf(sentences));
    }
}
