package dev.fxprof.export.capture;

import dev.fxprof.api.SpanBatch;

/** A tree of a track, or counter values between two trees. */
final class StoredBatch implements SpanBatch {
    private final NestedTrack track;
    private final Rows rows;
    private final Links links;
    private final Counters counters;
    private final long origin;
    int from;
    int to;
    int firstLink;
    int endOfLinks;
    int firstCounter;
    int endOfCounters;

    StoredBatch(NestedTrack track, Links links, Counters counters, long origin) {
        this.track = track;
        rows = track.rows();
        this.links = links;
        this.counters = counters;
        this.origin = origin;
    }

    private int row(int i) {
        return track.row(from + i);
    }

    private int flags(int i) {
        return rows.getInt(row(i), Field.FLAGS);
    }

    @Override
    public int track() {
        return track.number();
    }

    @Override
    public int slices() {
        return to - from;
    }

    @Override
    public int site(int i) {
        return rows.getInt(row(i), Field.SITE);
    }

    @Override
    public long spanId(int i) {
        return rows.getLong(row(i), Field.SPAN);
    }

    @Override
    public long parentId(int i) {
        int around = parent(i);
        // The ids of the file may be wrong, and a span that goes on has got another one.
        return around >= 0 ? spanId(around) : rows.getLong(row(i), Field.PARENT_SPAN);
    }

    @Override
    public int parent(int i) {
        int back = rows.getInt(row(i), Field.BACK);
        return back == 0 ? -1 : i - back;
    }

    @Override
    public int depth(int i) {
        return rows.getInt(row(i), Field.DEPTH);
    }

    @Override
    public long startNanos(int i) {
        return rows.getLong(row(i), Field.START) - origin;
    }

    @Override
    public long endNanos(int i) {
        return rows.getLong(row(i), Field.END) - origin;
    }

    @Override
    public long selfNanos(int i) {
        return rows.getLong(row(i), Field.SELF);
    }

    @Override
    public boolean isFirst(int i) {
        return (flags(i) & ReadTrack.CONTINUED) == 0;
    }

    @Override
    public boolean isUnfinished(int i) {
        return (flags(i) & ReadTrack.UNFINISHED) != 0;
    }

    @Override
    public boolean isPlaceholder(int i) {
        return (flags(i) & ReadTrack.PLACEHOLDER) != 0;
    }

    @Override
    public int source(int i) {
        return rows.getInt(row(i), Field.SOURCE);
    }

    @Override
    public int callerSite(int i) {
        return rows.getInt(row(i), Field.CALLER);
    }

    @Override
    public boolean isBelowLeftOut(int i) {
        return (flags(i) & ReadTrack.BELOW_LEFT_OUT) != 0;
    }

    @Override
    public long calls(int i) {
        return 1L << (flags(i) >>> Field.CALLS_SHIFT & 0x3F);
    }

    @Override
    public int links() {
        return endOfLinks - firstLink;
    }

    @Override
    public boolean linkContinues(int j) {
        return links.continues(firstLink + j);
    }

    @Override
    public long linkFrom(int j) {
        return links.fromSpan(firstLink + j);
    }

    @Override
    public int linkFromTrack(int j) {
        return links.fromTrack(firstLink + j);
    }

    @Override
    public long linkFromNanos(int j) {
        return links.fromNanos(firstLink + j) - origin;
    }

    @Override
    public long linkTo(int j) {
        return links.toSpan(firstLink + j);
    }

    @Override
    public long linkToNanos(int j) {
        return links.nanos(firstLink + j) - origin;
    }

    @Override
    public int counters() {
        return endOfCounters - firstCounter;
    }

    @Override
    public int counterSite(int k) {
        return counters.site(firstCounter + k);
    }

    @Override
    public long counterNanos(int k) {
        return counters.nanos(firstCounter + k) - origin;
    }

    @Override
    public double counterValue(int k) {
        return counters.value(firstCounter + k);
    }
}
