package dev.fxprof.hooks.lua.ingest;

import dev.fxprof.api.CaptureCost;

/**
 * Where every record went. Offered are those that came in frames, those that agents handed over and no
 * frame that was read holds, and those that agents gave up themselves.
 */
final class Ledger {
    private long seen;
    private long written;
    private long misfit;
    private long givenUp;
    private long missingBefore;
    private long missing;
    private long unwrittenBefore;
    private long unwritten;
    private long sessionSeen;
    private long gaps;
    private long told;
    private long clockSteps;
    private long mostInWindow;

    void beginSession() {
        missingBefore += missing;
        unwrittenBefore += unwritten;
        missing = 0;
        unwritten = 0;
        gaps = 0;
        sessionSeen = 0;
    }

    /** Records came in a frame. */
    void saw(long records) {
        seen += records;
        sessionSeen += records;
    }

    /** Records are in the capture. */
    void wrote(long records) {
        written += records;
    }

    /** Records fit nowhere. */
    void misfit(long records) {
        misfit += records;
    }

    /** An agent gave records up. */
    void gaveUp(long records) {
        givenUp += records;
    }

    /** An agent handed over records that no frame held. */
    void gap(long records) {
        gaps += records;
        missing = Math.max(missing, gaps);
    }

    /** The collector tells what agents handed over, and what of it no file took. */
    void collected(long records, long notWritten) {
        unwritten = Math.max(unwritten, notWritten);
        missing = Math.max(missing, Math.max(unwritten, records - sessionSeen));
    }

    /** Goes on where a capture that is continued left off. */
    void goOn(long seenBefore, long missedBefore) {
        sessionSeen = Math.max(sessionSeen, seenBefore);
        told += missedBefore - missing;
        missing = missedBefore;
    }

    long sessionSeen() {
        return sessionSeen;
    }

    long sessionMissing() {
        return missing;
    }

    void clockStep() {
        clockSteps++;
    }

    void window(long records) {
        mostInWindow = Math.max(mostInWindow, records);
    }

    /** Records that were lost since the last call. */
    long newLosses() {
        long lost = misfit + givenUp + missingBefore + missing;
        long news = lost - told;
        told = lost;
        return news;
    }

    CaptureCost cost(String clock, long errorNanos, long overflowedNames) {
        long lost = missingBefore + missing;
        long full = unwrittenBefore + unwritten;
        return new CaptureCost(seen + lost + givenUp, written, givenUp + full, misfit,
                lost - full, seen - written - misfit, overflowedNames, Window.MOST, mostInWindow,
                clock, errorNanos, clockSteps);
    }
}
