package dev.fxprof.export.files;

import dev.fxprof.api.CaptureCost;
import dev.fxprof.api.SamplingStep;
import dev.fxprof.api.SpanBatch;
import dev.fxprof.api.TraceTarget;
import dev.fxprof.api.TraceWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;

/**
 * What writers of streamed traces have in common: when a file is full, what is said in it once, and
 * what holds after a failure. The format is a subclass's.
 *
 * <p>Assumptions: one thread calls all methods. A subclass calls {@link #start} or {@link #resume} at
 * the end of its constructor; what it implements is called by this class only.
 *
 * <p>After an {@link IOException} every call but {@link #close} and {@link #files} fails with the same
 * sentence.
 *
 * @param <T> what a writer knows of a track
 */
public abstract class StreamedTraceWriter<T> implements TraceWriter {
    /** Where and how the trace is written. */
    protected final TraceTarget target;

    /** The tracks that were announced, by number. */
    protected final TreeMap<Integer, T> tracks = new TreeMap<>();

    private final FileContent content;
    private final TraceFiles files;
    private final int mostOfRemark;
    private boolean onlyMetadata = true;
    private CaptureCost cost;
    private CaptureCost costWritten;
    private IOException failure;
    private boolean closed;

    /**
     * A writer without a file.
     *
     * @param target where and how to write
     * @param form what the format decides of the files
     * @param opener opens them
     * @param content what goes into the current one
     * @param mostOfRemark bytes that a loss, a sampling step or the costs take at most
     * @throws IllegalArgumentException if the limit is too small, or there is one for a single file
     */
    protected StreamedTraceWriter(TraceTarget target, TraceFiles.Form form,
            TraceFiles.Opener opener, FileContent content, int mostOfRemark) {
        this.target = target;
        this.content = content;
        this.mostOfRemark = mostOfRemark;
        files = new TraceFiles(target, form, opener, content);
    }

    /**
     * Makes the first file.
     *
     * @throws IOException if it cannot be written; one sentence
     */
    protected final void start() throws IOException {
        try {
            nextFile();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /**
     * Goes on with the file that is there.
     *
     * @param size bytes to keep
     * @throws IOException if it cannot be written; one sentence
     */
    protected final void resume(long size) throws IOException {
        onlyMetadata = false;
        try {
            files.resume(size);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /**
     * Writes what each file begins with, the tracks among it.
     *
     * @throws IOException if the file cannot be written
     */
    protected abstract void beginFile() throws IOException;

    /**
     * Writes what the current file still lacks, right before it ends.
     *
     * @throws IOException if the file cannot be written
     */
    protected abstract void endFile() throws IOException;

    /**
     * Room that the current file must keep for {@link #endFile}.
     *
     * @return bytes, at most
     */
    protected abstract long reserved();

    /**
     * Puts a track among {@link #tracks} and says so in the file.
     *
     * @param number track number
     * @param name name of its thread
     * @throws IOException if the file cannot be written
     */
    protected abstract void announce(int number, String name) throws IOException;

    /**
     * How much a batch takes in the current file.
     *
     * @param batch the batch
     * @param track its track
     * @return bytes, at most
     */
    protected abstract long most(SpanBatch batch, T track);

    /**
     * Writes a batch.
     *
     * @param batch the batch
     * @param track its track
     * @throws IOException if the file cannot be written
     */
    protected abstract void write(SpanBatch batch, T track) throws IOException;

    /**
     * Writes of a batch that all files together cannot take that it is lost.
     *
     * @param batch the batch
     * @param track its track
     * @throws IOException if the file cannot be written
     */
    protected abstract void leaveOut(SpanBatch batch, T track) throws IOException;

    /**
     * Writes that records were lost.
     *
     * @param track track that lost them
     * @param nanos time of the loss's discovery
     * @param records how many
     * @throws IOException if the file cannot be written
     */
    protected abstract void writeLost(T track, long nanos, long records) throws IOException;

    /**
     * Writes that a site is recorded more or less often.
     *
     * @param step the site and how often
     * @throws IOException if the file cannot be written
     */
    protected abstract void writeSampling(SamplingStep step) throws IOException;

    /**
     * Writes what the capture has cost so far.
     *
     * @param cost counts, clock and error
     * @throws IOException if the file cannot be written
     */
    protected abstract void writeCost(CaptureCost cost) throws IOException;

    @Override
    public final void track(int number, String name) throws IOException {
        check();
        try {
            announce(number, name);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    @Override
    public final void accept(SpanBatch batch) throws IOException {
        check();
        T track = announced(batch.track());
        try {
            if (files.rotates() && !makeRoom(batch, track)) {
                leaveOut(batch, track);
            } else {
                write(batch, track);
                onlyMetadata = false;
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }

    @Override
    public final void lost(int track, long nanos, long records) throws IOException {
        check();
        T known = announced(track);
        try {
            if (makeRoom()) {
                writeLost(known, nanos, records);
                onlyMetadata = false;
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }

    @Override
    public final void sampling(SamplingStep step) throws IOException {
        check();
        try {
            if (makeRoom()) {
                writeSampling(step);
                onlyMetadata = false;
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }

    @Override
    public final void cost(CaptureCost now) throws IOException {
        check();
        cost = now;
    }

    @Override
    public final void flush() throws IOException {
        check();
        try {
            describe();
            content.flush();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    @Override
    public final void close() throws IOException {
        if (closed || failure != null) {
            return;
        }
        closed = true;
        try {
            describe();
            endFile();
            files.finish();
            content.release();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    @Override
    public final List<Path> files() {
        return files.files();
    }

    /**
     * Writes what the capture has to say of itself before a flush and at the end.
     *
     * @throws IOException if the file cannot be written
     */
    protected void describe() throws IOException {
        if (cost != null && !cost.equals(costWritten) && makeRoom()) {
            writeCost(cost);
            costWritten = cost;
        }
    }

    /**
     * What is known of a track.
     *
     * @param track track number
     * @return what was put among the tracks
     * @throws IllegalStateException if it was not announced
     */
    protected final T announced(int track) {
        T known = tracks.get(track);
        if (known == null) {
            throw new IllegalStateException("track " + track + " was not announced");
        }
        return known;
    }

    /**
     * Whether the size of the trace is limited.
     *
     * @return true if files are rotated
     */
    protected final boolean rotates() {
        return files.rotates();
    }

    /**
     * Fails if nothing can be written any more.
     *
     * @throws IOException if something could not be written before
     * @throws IllegalStateException if the trace is closed
     */
    protected final void check() throws IOException {
        if (failure != null) {
            throw new IOException(failure.getMessage(), failure);
        }
        if (closed) {
            throw new IllegalStateException("the trace is closed");
        }
    }

    /** Starts a new file if this one is full; false if even all files together cannot take it. */
    private boolean makeRoom(SpanBatch batch, T track) throws IOException {
        long bytes = most(batch, track) + reserved();
        if (!onlyMetadata && !files.fitsFile(bytes)) {
            nextFile();
            // Names that the file before has are still to be said in this one.
            bytes = most(batch, track) + reserved();
        }
        return files.makeRoom(bytes);
    }

    private boolean makeRoom() throws IOException {
        if (!files.rotates()) {
            return true;
        }
        if (!onlyMetadata && !files.fitsFile(mostOfRemark + reserved())) {
            nextFile();
        }
        return files.makeRoom(mostOfRemark + reserved());
    }

    private void nextFile() throws IOException {
        endFile();
        files.next();
        onlyMetadata = true;
        costWritten = null;
        beginFile();
        // From its first moment on, the file can be read as far as it goes.
        content.flush();
    }

    private IOException failed(IOException cause) {
        failure = files.fail(cause);
        content.release();
        return failure;
    }
}
