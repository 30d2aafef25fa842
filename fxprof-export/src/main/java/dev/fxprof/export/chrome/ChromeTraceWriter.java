package dev.fxprof.export.chrome;

import dev.fxprof.api.CaptureCost;
import dev.fxprof.api.RingPosition;
import dev.fxprof.api.SamplingStep;
import dev.fxprof.api.SpanBatch;
import dev.fxprof.api.TraceTarget;
import dev.fxprof.export.files.AwaitedSlices;
import dev.fxprof.export.files.EarlierLinks;
import dev.fxprof.export.files.StreamedTraceWriter;
import dev.fxprof.export.files.TraceFiles;
import java.io.IOException;
import java.util.function.IntToLongFunction;

/**
 * Streams a Chrome trace.
 *
 * <p>Assumptions: one thread calls all methods. Memory does not grow with the length of the trace:
 * what an earlier file holds is decided by time, not by remembering ids; only what a file still waits
 * for when it is cut is remembered, and gets a stand-in. Positions come right before
 * a flush, behind all trees that they count.
 */
final class ChromeTraceWriter extends StreamedTraceWriter<ChromeTraceWriter.Track> {
    static final class Track {
        final int tid;
        long lastEnd = -1;

        /** Whether slices of the same thread may stand elsewhere in the file, all of them before. */
        final boolean isDoubtful;

        /** Everything up to here is in an earlier file, or before the capture. */
        long cut = -1;

        Track(int tid, boolean isDoubtful) {
            this.tid = tid;
            this.isDoubtful = isDoubtful;
        }
    }

    private final EventBuffer buffer;
    private final ChromeEvents events;
    private final EarlierLinks earlier = new EarlierLinks();
    private final IntToLongFunction cuts = this::cutOf;
    private final AwaitedSlices awaited = new AwaitedSlices();
    private final CaptureEvents own;
    private final PositionLog positions;
    private final Threads threads;
    private long links;

    /** Begins a file. */
    ChromeTraceWriter(TraceTarget target, TraceFiles.Opener opener) throws IOException {
        this(target, opener, new EventBuffer(), new Threads());
        start();
    }

    /** Continues a file. */
    ChromeTraceWriter(TraceTarget target, TraceFiles.Opener opener, CaptureScan.Result from)
            throws IOException {
        this(target, opener, new EventBuffer(), new Threads(from.tracks()));
        links = from.links();
        positions.resume(from.positions());
        resume(from.size());
    }

    private ChromeTraceWriter(TraceTarget target, TraceFiles.Opener opener, EventBuffer buffer,
            Threads threads) {
        super(target, ChromeTraceWriterFactory.FORM, opener, buffer, EventBuffer.PAGE);
        this.buffer = buffer;
        this.threads = threads;
        events = new ChromeEvents(buffer, target);
        own = new CaptureEvents(buffer, target);
        positions = new PositionLog(own, buffer);
    }

    @Override
    protected void announce(int track, String name) throws IOException {
        String quoted = CaptureEvents.quoted(name);
        boolean doubtful = threads.isDoubtful(quoted);
        boolean known = threads.known(quoted) > 0;
        int tid = threads.take(track, quoted);
        tracks.put(track, new Track(tid, doubtful));
        if (!known) {
            own.track(tid, quoted);
        }
    }

    @Override
    protected long most(SpanBatch batch, Track track) {
        return events.most(batch);
    }

    @Override
    protected void writeSampling(SamplingStep step) throws IOException {
        if (!tracks.isEmpty()) {
            events.on(tracks.firstEntry().getValue().tid);
            events.sampling(step);
        }
    }

    @Override
    protected void writeLost(Track track, long nanos, long records) throws IOException {
        events.on(track.tid);
        events.lost(nanos, records);
    }

    @Override
    public void position(RingPosition position) throws IOException {
        check();
        if (target.isResumable()) {
            positions.take(position);
        }
    }

    @Override
    protected void writeCost(CaptureCost cost) throws IOException {
        own.cost(cost);
    }

    /** The positions come last. */
    @Override
    protected void describe() throws IOException {
        super.describe();
        positions.write(threads.names(), links);
    }

    private long cutOf(int track) {
        Track known = tracks.get(track);
        return known == null ? -1 : known.cut;
    }

    @Override
    protected void write(SpanBatch batch, Track track) throws IOException {
        if (track.isDoubtful && track.lastEnd < 0 && batch.slices() > 0) {
            track.cut = batch.startNanos(0) - 1;
        }
        events.on(track.tid);
        earlier.collect(batch, cuts);
        long lastEnd = track.lastEnd;
        for (int i = 0, slices = batch.slices(); i < slices; i++) {
            long origin = earlier.isEmpty()
                    ? 0
                    : earlier.origin(batch.spanId(i), batch.startNanos(i));
            events.slice(batch, i, origin);
            if (batch.parent(i) < 0) {
                lastEnd = Math.max(lastEnd, batch.endNanos(i));
            }
        }
        links(batch, track);
        for (int k = 0, counters = batch.counters(); k < counters; k++) {
            events.counter(batch, k);
        }
        track.lastEnd = lastEnd;
        awaited.arrived(batch.track(), lastEnd);
    }

    private void links(SpanBatch batch, Track track) throws IOException {
        for (int j = 0, count = batch.links(); j < count; j++) {
            Track from = tracks.getOrDefault(batch.linkFromTrack(j), track);
            long nanos = batch.linkFromNanos(j);
            if (nanos > from.cut) {
                events.link(batch, j, ++links, from.tid);
                if (rotates() && from != track && nanos > from.lastEnd) {
                    awaited.add(batch.linkFromTrack(j), nanos, batch.linkFrom(j));
                }
            }
        }
    }

    /** What links of this file start from and what did not come into it. */
    @Override
    protected void endFile() throws IOException {
        awaited.giveUp((track, nanos, span) -> {
            events.on(announced(track).tid);
            events.standIn(nanos, span);
        });
    }

    /** A tree larger than the whole trace may be: what follows from it finds it in no file. */
    @Override
    protected void leaveOut(SpanBatch batch, Track track) throws IOException {
        events.on(track.tid);
        if (batch.slices() == 0) {
            events.lost(batch.counterNanos(0), batch.counters());
            return;
        }
        events.lost(batch.startNanos(0), batch.slices());
        for (int i = 0, slices = batch.slices(); i < slices; i++) {
            track.lastEnd = Math.max(track.lastEnd, batch.endNanos(i));
        }
        track.cut = track.lastEnd;
    }

    @Override
    protected long reserved() {
        return ChromeEvents.mostStandIns(awaited.size());
    }

    @Override
    protected void beginFile() throws IOException {
        own.capture(target.capture(), target.isResumable());
        for (var name : threads.names().entrySet()) {
            own.track(name.getKey(), name.getValue());
        }
        tracks.values().forEach(track -> track.cut = track.lastEnd);
    }
}
