package dev.fxprof.export.capture;

/** How far the replay of a track has come. */
final class Cursor {
    /** Counter values without a slice go together for so long. */
    private static final long TOGETHER_NANOS = 100_000_000;

    private final NestedTrack track;
    private final Ties links;
    private final Ties counters;
    private final int endOfLinks;
    private final int endOfCounters;
    private int at;
    private int link;
    private int counter;
    final StoredBatch batch;
    /** When the batch ends. */
    long end;

    Cursor(NestedTrack track, Ties links, Ties counters, long origin) {
        this.track = track;
        this.links = links;
        this.counters = counters;
        link = links.first(track.number());
        endOfLinks = links.first(track.number() + 1);
        counter = counters.first(track.number());
        endOfCounters = counters.first(track.number() + 1);
        batch = new StoredBatch(track, links, counters, origin);
    }

    /** Goes to the next batch, and tells whether there is one. */
    boolean next() {
        if (at >= track.size() && counter >= endOfCounters) {
            return false;
        }
        boolean slices = at < track.size()
                && (counter >= endOfCounters || counters.nanos(counter) >= track.start(at));
        batch.from = at;
        if (slices) {
            at = track.endOfTree(at);
            end = track.end(batch.from);
        } else {
            end = counters.nanos(counter) + TOGETHER_NANOS;
            if (at < track.size()) {
                end = Math.min(end, track.start(at) - 1);
            }
        }
        batch.to = at;
        int next = slices ? endOfLinks() : link;
        batch.links(link, next);
        link = next;
        batch.firstCounter = counter;
        counter = counters.until(counter, endOfCounters, end);
        batch.endOfCounters = counter;
        return true;
    }

    /** The place behind the links of the tree. Where the next tree touches it, the ids decide. */
    private int endOfLinks() {
        int next = links.until(link, endOfLinks, end);
        if (at < track.size() && track.start(at) == end) {
            next = links.until(link, endOfLinks, end - 1);
            while (next < endOfLinks && links.nanos(next) == end && begins(links.toSpan(next))) {
                next++;
            }
        }
        return next;
    }

    /** Whether a span begins, or goes on, at the very end of the tree. */
    private boolean begins(long span) {
        for (int i = at - 1; i >= batch.from && track.start(i) == end; i--) {
            if (track.rows().getLong(track.row(i), Field.SPAN) == span) {
                return true;
            }
        }
        return false;
    }
}
