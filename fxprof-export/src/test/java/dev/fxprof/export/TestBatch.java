package dev.fxprof.export;

import dev.fxprof.api.SpanBatch;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

public final class TestBatch implements SpanBatch {
    private static final class Slice {
        int site;
        long id;
        long parentId;
        int parent;
        int depth;
        long start;
        long end;
        long self;
        boolean first = true;
        boolean unfinished;
        boolean placeholder;
        int source;
        long calls = 1;
        boolean belowLeftOut;
    }

    private record Link(boolean continues, long from, int fromTrack, long fromNanos, long to,
            long toNanos) {}

    private record Counter(int site, long nanos, double value) {}

    private final int track;
    private final List<Slice> slices = new ArrayList<>();
    private final List<Link> links = new ArrayList<>();
    private final List<Counter> counters = new ArrayList<>();
    private final Deque<Integer> open = new ArrayDeque<>();

    public TestBatch(int track) {
        this.track = track;
    }

    public TestBatch open(int site, long id, long start) {
        Slice slice = new Slice();
        slice.site = site;
        slice.id = id;
        slice.start = start;
        slice.parent = open.isEmpty() ? -1 : open.peek();
        slice.parentId = open.isEmpty() ? 0 : slices.get(slice.parent).id;
        slice.depth = open.size();
        open.push(slices.size());
        slices.add(slice);
        return this;
    }

    /** The slice opened last stands for several calls. */
    public TestBatch standsFor(long calls) {
        slices.getLast().calls = calls;
        return this;
    }

    public TestBatch belowLeftOut() {
        slices.getLast().belowLeftOut = true;
        return this;
    }

    public TestBatch close(long end) {
        Slice slice = slices.get(open.pop());
        slice.end = end;
        slice.self += end - slice.start;
        if (slice.parent >= 0) {
            slices.get(slice.parent).self -= end - slice.start;
        }
        return this;
    }

    public TestBatch leaf(int site, long id, long start, long end) {
        return open(site, id, start).close(end);
    }

    public TestBatch continued() {
        slices.getLast().first = false;
        return this;
    }

    public TestBatch unfinished() {
        slices.getLast().unfinished = true;
        return this;
    }

    public TestBatch placeholder() {
        slices.getLast().placeholder = true;
        slices.getLast().site = 0;
        return this;
    }

    public TestBatch player(int source) {
        slices.getLast().source = source;
        return this;
    }

    public TestBatch parentElsewhere(long id) {
        slices.getLast().parentId = id;
        return this;
    }

    public TestBatch caused(long from, long fromNanos) {
        return causedOn(track, from, fromNanos);
    }

    public TestBatch causedOn(int fromTrack, long from, long fromNanos) {
        Slice to = slices.getLast();
        links.add(new Link(false, from, fromTrack, fromNanos, to.id, to.start));
        return this;
    }

    public TestBatch continues(long fromNanos) {
        return continuesOn(track, fromNanos);
    }

    public TestBatch continuesOn(int fromTrack, long fromNanos) {
        Slice to = slices.getLast();
        to.first = false;
        links.add(new Link(true, to.id, fromTrack, fromNanos, to.id, to.start));
        return this;
    }

    public TestBatch counter(int site, long nanos, double value) {
        counters.add(new Counter(site, nanos, value));
        return this;
    }

    @Override
    public int track() {
        return track;
    }

    @Override
    public int slices() {
        return slices.size();
    }

    @Override
    public int site(int i) {
        return slices.get(i).site;
    }

    @Override
    public long spanId(int i) {
        return slices.get(i).id;
    }

    @Override
    public long parentId(int i) {
        return slices.get(i).parentId;
    }

    @Override
    public int parent(int i) {
        return slices.get(i).parent;
    }

    @Override
    public int depth(int i) {
        return slices.get(i).depth;
    }

    @Override
    public long startNanos(int i) {
        return slices.get(i).start;
    }

    @Override
    public long endNanos(int i) {
        return slices.get(i).end;
    }

    @Override
    public long selfNanos(int i) {
        return slices.get(i).self;
    }

    @Override
    public boolean isFirst(int i) {
        return slices.get(i).first;
    }

    @Override
    public boolean isUnfinished(int i) {
        return slices.get(i).unfinished;
    }

    @Override
    public boolean isPlaceholder(int i) {
        return slices.get(i).placeholder;
    }

    @Override
    public int source(int i) {
        return slices.get(i).source;
    }

    @Override
    public int callerSite(int i) {
        return parent(i) < 0 ? 0 : site(parent(i));
    }

    @Override
    public long calls(int i) {
        return slices.get(i).calls;
    }

    @Override
    public boolean isBelowLeftOut(int i) {
        return slices.get(i).belowLeftOut;
    }

    @Override
    public int links() {
        return links.size();
    }

    @Override
    public boolean linkContinues(int j) {
        return links.get(j).continues;
    }

    @Override
    public long linkFrom(int j) {
        return links.get(j).from;
    }

    @Override
    public int linkFromTrack(int j) {
        return links.get(j).fromTrack;
    }

    @Override
    public long linkFromNanos(int j) {
        return links.get(j).fromNanos;
    }

    @Override
    public long linkTo(int j) {
        return links.get(j).to;
    }

    @Override
    public long linkToNanos(int j) {
        return links.get(j).toNanos;
    }

    @Override
    public int counters() {
        return counters.size();
    }

    @Override
    public int counterSite(int k) {
        return counters.get(k).site;
    }

    @Override
    public long counterNanos(int k) {
        return counters.get(k).nanos;
    }

    @Override
    public double counterValue(int k) {
        return counters.get(k).value;
    }
}
