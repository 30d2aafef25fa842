package dev.fxprof.export.anonymise;

import dev.fxprof.api.SpanBatch;

/** A batch with its players numbered anew; all else is as it was. */
final class AnonymousBatch implements SpanBatch {
    private final Players players;
    private SpanBatch batch;

    AnonymousBatch(Players players) {
        this.players = players;
    }

    SpanBatch of(SpanBatch original) {
        batch = original;
        return this;
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
        return batch.site(i);
    }

    @Override
    public long spanId(int i) {
        return batch.spanId(i);
    }

    @Override
    public long parentId(int i) {
        return batch.parentId(i);
    }

    @Override
    public int parent(int i) {
        return batch.parent(i);
    }

    @Override
    public int depth(int i) {
        return batch.depth(i);
    }

    @Override
    public long startNanos(int i) {
        return batch.startNanos(i);
    }

    @Override
    public long endNanos(int i) {
        return batch.endNanos(i);
    }

    @Override
    public long selfNanos(int i) {
        return batch.selfNanos(i);
    }

    @Override
    public boolean isFirst(int i) {
        return batch.isFirst(i);
    }

    @Override
    public boolean isUnfinished(int i) {
        return batch.isUnfinished(i);
    }

    @Override
    public boolean isPlaceholder(int i) {
        return batch.isPlaceholder(i);
    }

    @Override
    public int source(int i) {
        return players.number(batch.source(i));
    }

    @Override
    public int callerSite(int i) {
        return batch.callerSite(i);
    }

    @Override
    public boolean isBelowLeftOut(int i) {
        return batch.isBelowLeftOut(i);
    }

    @Override
    public long calls(int i) {
        return batch.calls(i);
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
