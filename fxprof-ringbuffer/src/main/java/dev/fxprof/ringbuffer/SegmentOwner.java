package dev.fxprof.ringbuffer;

import java.util.concurrent.ThreadLocalRandom;

/**
 * Who made a segment, and when.
 *
 * @param process the producers' process
 * @param title what it is, for people
 * @param clockKind which clock its stamps are of
 * @param createdMillis milliseconds since 1970
 * @param createdNanos nanoseconds of the machine's monotonic clock
 * @param identity random
 */
record SegmentOwner(ProcessIdentity process, String title, int clockKind, long createdMillis,
        long createdNanos, long identity) {

    /** This process, now. */
    static SegmentOwner current(String title, int clockKind) {
        return new SegmentOwner(ProcessIdentity.current(), title, clockKind,
                System.currentTimeMillis(), System.nanoTime(),
                ThreadLocalRandom.current().nextLong());
    }
}
