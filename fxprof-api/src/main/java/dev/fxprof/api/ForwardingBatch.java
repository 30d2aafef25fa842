package dev.fxprof.api;

/** A view of another batch; what a subclass overrides it shows in another way. */
public abstract class ForwardingBatch implements SpanBatch {
    private SpanBatch batch;

    /** Views nothing yet. */
    protected ForwardingBatch() {
    }

    /**
     * Chooses the batch to be viewed.
     *
     * @param viewed valid as long as this view is used
     */
    protected final void view(SpanBatch viewed) {
        batch = viewed;
    }

    /**
     * The batch that is viewed.
     *
     * @return the last one chosen
     */
    protected final SpanBatch viewed() {
        return batch;
    }

    /**
     * Which slice of the other batch is shown as a slice of this one.
     *
     * @param i index of the slice in this batch
     * @return its index in the other one
     */
    protected int slice(int i) {
        return i;
    }

    @Override
    public int track() {
        return batch.track();
    }

    @Override
    public int slices() {
        return batch.slices();
    }

    @Override
    public int site(int i) {
        return batch.site(slice(i));
    }

    @Override
    public long spanId(int i) {
        return batch.spanId(slice(i));
    }

    @Override
    public long parentId(int i) {
        return batch.parentId(slice(i));
    }

    @Override
    public int parent(int i) {
        return batch.parent(slice(i));
    }

    @Override
    public int depth(int i) {
        return batch.depth(slice(i));
    }

    @Override
    public long startNanos(int i) {
        return batch.startNanos(slice(i));
    }

    @Override
    public long endNanos(int i) {
        return batch.endNanos(slice(i));
    }

    @Override
    public long selfNanos(int i) {
        return batch.selfNanos(slice(i));
    }

    @Override
    public boolean isFirst(int i) {
        return batch.isFirst(slice(i));
    }

    @Override
    public boolean isUnfinished(int i) {
        return batch.isUnfinished(slice(i));
    }

    @Override
    public boolean isPlaceholder(int i) {
        return batch.isPlaceholder(slice(i));
    }

    @Override
    public int source(int i) {
        return batch.source(slice(i));
    }

    @Override
    public int callerSite(int i) {
        return batch.callerSite(slice(i));
    }

    @Override
    public boolean isBelowLeftOut(int i) {
        return batch.isBelowLeftOut(slice(i));
    }

    @Override
    public long calls(int i) {
        return batch.calls(slice(i));
    }

    @Override
    public int links() {
        return batch.links();
    }

    @Override
    public boolean linkContinues(int j) {
        return batch.linkContinues(j);
    }

    @Override
    public long linkFrom(int j) {
        return batch.linkFrom(j);
    }

    @Override
    public int linkFromTrack(int j) {
        return batch.linkFromTrack(j);
    }

    @Override
    public long linkFromNanos(int j) {
        return batch.linkFromNanos(j);
    }

    @Override
    public long linkTo(int j) {
        return batch.linkTo(j);
    }

    @Override
    public long linkToNanos(int j) {
        return batch.linkToNanos(j);
    }

    @Override
    public int counters() {
        return batch.counters();
    }

    @Override
    public int counterSite(int k) {
        return batch.counterSite(k);
    }

    @Override
    public long counterNanos(int k) {
        return batch.counterNanos(k);
    }

    @Override
    public double counterValue(int k) {
        return batch.counterValue(k);
    }
}
