package dev.fxprof.export.chrome;

import dev.fxprof.api.CaptureCost;
import dev.fxprof.api.RingPosition;
import dev.fxprof.api.SamplingStep;
import dev.fxprof.api.SpanBatch;
import dev.fxprof.api.TraceTarget;
import dev.fxprof.api.TraceWriter;
import dev.fxprof.export.files.AwaitedSlices;
import dev.fxprof.export.files.EarlierLinks;
import dev.fxprof.export.files.TraceFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.function.IntToLongFunction;

/**
 * Streams a Chrome trace.
 *
 * <p>Assumptions: one thread calls all methods. Memory does not grow with the length of the trace:
 * what an earlier file holds is decided by time, not by remembering ids; only what a file still waits
 * for when it is cut is remembered, and gets a stand-in. Positions come right before
 * a flush, behind all trees that they count.
 *
 * <p>After an {@link IOException} every call but {@link #close} and {@link #files} fails with the
 * same sentence.
 */
final class ChromeTraceWriter implements TraceWriter {
    private static final class Track {
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

    private final EventBuffer buffer = new EventBuffer();
    private final ChromeEvents events;
    private final TraceFiles files;
    private final EarlierLinks earlier = new EarlierLinks();
    private final IntToLongFunction cuts = this::cutOf;
    private final AwaitedSlices awaited = new AwaitedSlices();
    private final TreeMap<Integer, Track> tracks = new TreeMap<>();
    private final TraceTarget target;
    private final CaptureEvents own;
    private final PositionLog positions;
    private final Threads threads;
    private CaptureCost cost;
    private CaptureCost costWritten;
    private boolean onlyMetadata = true;
    private long links;
    private IOException failure;
    private boolean closed;

    /** Begins a file. */
    ChromeTraceWriter(TraceTarget target, TraceFiles.Opener opener) throws IOException {
        this(target, opener, new Threads());
        try {
            nextFile();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** Continues a file. */
    ChromeTraceWriter(TraceTarget target, TraceFiles.Opener opener, CaptureScan.Result from)
            throws IOException {
        this(target, opener, new Threads(from.tracks()));
        links = from.links();
        positions.resume(from.positions());
        onlyMetadata = false;
        try {
            files.resume(from.size());
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private ChromeTraceWriter(TraceTarget target, TraceFiles.Opener opener, Threads threads) {
        this.target = target;
        this.threads = threads;
        events = new ChromeEvents(buffer, target);
        own = new CaptureEvents(buffer, target);
        positions = new PositionLog(own, buffer);
        files = new TraceFiles(target, ChromeTraceWriterFactory.FORM, opener, buffer);
    }

    @Override
    public void track(int track, String name) throws IOException {
        check();
        try {
            String quoted = CaptureEvents.quoted(name);
            boolean doubtful = threads.isDoubtful(quoted);
            boolean known = threads.known(quoted) > 0;
            int tid = threads.take(track, quoted);
            tracks.put(track, new Track(tid, doubtful));
            if (!known) {
                own.track(tid, quoted);
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }

    @Override
    public void accept(SpanBatch batch) throws IOException {
        check();
        try {
            Track track = announced(batch.track());
            if (files.rotates() && !makeRoom(events.most(batch))) {
                leaveOut(batch, track);
                return;
            }
            write(batch, track);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    @Override
    public void sampling(SamplingStep step) throws IOException {
        check();
        try {
            if (!tracks.isEmpty() && (!files.rotates() || makeRoom(EventBuffer.PAGE))) {
                events.on(tracks.firstEntry().getValue().tid);
                events.sampling(step);
                onlyMetadata = false;
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }

    @Override
    public void lost(int track, long nanos, long records) throws IOException {
        check();
        try {
            if (!files.rotates() || makeRoom(EventBuffer.PAGE)) {
                events.on(announced(track).tid);
                events.lost(nanos, records);
                onlyMetadata = false;
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }

    @Override
    public void position(RingPosition position) throws IOException {
        check();
        if (target.isResumable()) {
            positions.take(position);
        }
    }

    @Override
    public void cost(CaptureCost now) throws IOException {
        check();
        cost = now;
    }

    @Override
    public void flush() throws IOException {
        check();
        try {
            describe();
            buffer.flush();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    @Override
    public void close() throws IOException {
        if (closed || failure != null) {
            return;
        }
        closed = true;
        try {
            describe();
            standIn();
            files.finish();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    @Override
    public List<Path> files() {
        return files.files();
    }

    /** Writes what the capture has to say of itself, the positions last. */
    private void describe() throws IOException {
        if (cost != null && !cost.equals(costWritten)
                && (!files.rotates() || makeRoom(EventBuffer.PAGE))) {
            own.cost(cost);
            costWritten = cost;
        }
        positions.write(threads.names(), links);
    }

    private Track announced(int track) {
        Track known = tracks.get(track);
        if (known == null) {
            throw new IllegalStateException("track " + track + " was not announced");
        }
        return known;
    }

    private long cutOf(int track) {
        Track known = tracks.get(track);
        return known == null ? -1 : known.cut;
    }

    private void write(SpanBatch batch, Track track) throws IOException {
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
        onlyMetadata = false;
    }

    private void links(SpanBatch batch, Track track) throws IOException {
        for (int j = 0, count = batch.links(); j < count; j++) {
            Track from = tracks.getOrDefault(batch.linkFromTrack(j), track);
            long nanos = batch.linkFromNanos(j);
            if (nanos > from.cut) {
                events.link(batch, j, ++links, from.tid);
                if (files.rotates() && from != track && nanos > from.lastEnd) {
                    awaited.add(batch.linkFromTrack(j), nanos, batch.linkFrom(j));
                }
            }
        }
    }

    /** What links of this file start from and what did not come into it. */
    private void standIn() throws IOException {
        awaited.giveUp((track, nanos, span) -> {
            events.on(announced(track).tid);
            events.standIn(nanos, span);
        });
    }

    /** A tree larger than the whole trace may be: what follows from it finds it in no file. */
    private void leaveOut(SpanBatch batch, Track track) throws IOException {
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

    /** Starts a new file if this one is full; false if even all files together cannot take it. */
    private boolean makeRoom(long bytes) throws IOException {
        if (!onlyMetadata && !files.fitsFile(bytes + reserved())) {
            nextFile();
        }
        return files.makeRoom(bytes + reserved());
    }

    private long reserved() {
        return ChromeEvents.mostStandIns(awaited.size());
    }

    private void nextFile() throws IOException {
        standIn();
        files.next();
        onlyMetadata = true;
        own.capture(target.capture(), target.isResumable());
        for (var name : threads.names().entrySet()) {
            own.track(name.getKey(), name.getValue());
        }
        tracks.values().forEach(track -> track.cut = track.lastEnd);
        // From its first moment on, the file is an array that lacks only its end.
        buffer.flush();
    }

    private void check() throws IOException {
        if (failure != null) {
            throw new IOException(failure.getMessage(), failure);
        }
        if (closed) {
            throw new IllegalStateException("the trace is closed");
        }
    }

    private IOException failed(IOException cause) {
        failure = files.fail(cause);
        return failure;
    }
}
