package dev.fxprof.export.chrome;

import dev.fxprof.api.SpanBatch;
import dev.fxprof.api.TraceTarget;
import dev.fxprof.api.TraceWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;

/**
 * Streams a Chrome trace.
 *
 * <p>Assumptions: one thread calls all methods. Memory does not grow with the length of the trace:
 * what an earlier file holds is decided by time, not by remembering ids.
 *
 * <p>After an {@link IOException} every call but {@link #close} and {@link #files} fails with the
 * same sentence.
 */
final class ChromeTraceWriter implements TraceWriter {
    private static final class Track {
        final String name;
        long lastEnd = -1;

        /** Everything up to here is in an earlier file, or before the capture. */
        long cut = -1;

        Track(String name) {
            this.name = name;
        }
    }

    private final EventBuffer buffer = new EventBuffer();
    private final ChromeEvents events;
    private final TraceFiles files;
    private final EarlierLinks earlier = new EarlierLinks();
    private final TreeMap<Integer, Track> tracks = new TreeMap<>();
    private boolean onlyMetadata = true;
    private long links;
    private IOException failure;
    private boolean closed;

    ChromeTraceWriter(TraceTarget target, TraceFiles.Opener opener) throws IOException {
        events = new ChromeEvents(buffer, target);
        files = new TraceFiles(target.folder(), target.maxBytes(), opener, buffer);
        try {
            nextFile();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    @Override
    public void track(int track, String name) throws IOException {
        check();
        try {
            tracks.put(track, new Track(name));
            events.track(track, name);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    @Override
    public void accept(SpanBatch batch) throws IOException {
        check();
        try {
            Track track = tracks.get(batch.track());
            if (track == null) {
                throw new IllegalStateException("track " + batch.track() + " was not announced");
            }
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
    public void lost(int track, long nanos, long records) throws IOException {
        check();
        try {
            if (!files.rotates() || makeRoom(EventBuffer.PAGE)) {
                events.lost(track, nanos, records);
                onlyMetadata = false;
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }

    @Override
    public void flush() throws IOException {
        check();
        try {
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
            files.finish();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    @Override
    public List<Path> files() {
        return files.files();
    }

    private void write(SpanBatch batch, Track track) throws IOException {
        earlier.collect(batch, track.cut);
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
        for (int j = 0, count = batch.links(); j < count; j++) {
            if (batch.linkFromNanos(j) > track.cut) {
                events.link(batch, j, ++links);
            }
        }
        for (int k = 0, counters = batch.counters(); k < counters; k++) {
            events.counter(batch, k);
        }
        track.lastEnd = lastEnd;
        onlyMetadata = false;
    }

    /** A tree larger than the whole trace may be: what follows from it finds it in no file. */
    private void leaveOut(SpanBatch batch, Track track) throws IOException {
        events.lost(batch.track(), batch.startNanos(0), batch.slices());
        for (int i = 0, slices = batch.slices(); i < slices; i++) {
            track.lastEnd = Math.max(track.lastEnd, batch.endNanos(i));
        }
        track.cut = track.lastEnd;
    }

    /** Starts a new file if this one is full; false if even all files together cannot take it. */
    private boolean makeRoom(long bytes) throws IOException {
        if (!onlyMetadata && !files.fitsFile(bytes)) {
            nextFile();
        }
        return files.makeRoom(bytes);
    }

    private void nextFile() throws IOException {
        files.next();
        onlyMetadata = true;
        events.processName();
        for (var entry : tracks.entrySet()) {
            events.track(entry.getKey(), entry.getValue().name);
            entry.getValue().cut = entry.getValue().lastEnd;
        }
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
