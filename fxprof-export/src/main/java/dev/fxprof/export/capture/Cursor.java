package dev.fxprof.export.capture;

/** How far the replay of a track has come. */
final class Cursor {
    /** Counter values without a slice go together for so long. */
    private static final long TOGETHER_NANOS = 100_000_000;

    private final NestedTrack track;
    private final Links links;
    private final Counters counters;
    private final int endOfLinks;
    private final int endOfCounters;
    private int at;
    private int link;
    private int counter;
    final StoredBatch batch;
    /** When the batch ends. */
    long end;

    Cursor(NestedTrack track, Links links, Counters counters, long origin) {
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
        batch.firstLink = link;
        link = links.until(link, endOfLinks, at);
        batch.endOfLinks = link;
        batch.firstCounter = counter;
        counter = counters.until(counter, endOfCounters, end);
        batch.endOfCounters = counter;
        end = slices ? end : counters.nanos(counter - 1);
        return true;
    }
}
