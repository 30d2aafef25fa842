package dev.fxprof.export.perfetto;

import dev.fxprof.api.CaptureCost;
import dev.fxprof.api.SamplingStep;
import dev.fxprof.api.Site;
import dev.fxprof.api.SpanBatch;
import dev.fxprof.api.SpanCost;
import dev.fxprof.api.TraceTarget;
import dev.fxprof.api.TraceWriter;
import dev.fxprof.export.files.AwaitedSlices;
import dev.fxprof.export.files.EarlierLinks;
import dev.fxprof.export.files.TraceFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntToLongFunction;

/**
 * Streams a capture in Perfetto's format. Each track is a sequence of packets of its own.
 *
 * <p>Assumptions: one thread calls all methods. Memory does not grow with the length of the capture.
 *
 * <p>After an {@link IOException} every call but {@link #close} and {@link #files} fails with the same
 * sentence.
 */
final class PerfettoTraceWriter implements TraceWriter {
    private static final class Track {
        final String name;
        Sequence sequence;
        long lastEnd = -1;
        /** Everything up to here is in an earlier file, or before the capture. */
        long cut = -1;

        Track(String name) {
            this.name = name;
        }
    }

    /** The first sequence is the capture's own. */
    private static final int OWN_SEQUENCE = 1;
    /** The monotonic clock shows at least an hour, so that what began before has a time, too. */
    private static final long EARLIEST_ORIGIN = 3_600_000_000_000L;
    private static final int MOST_OF_A_TEXT_BYTE = 3;
    /** What interning takes beside its texts. */
    private static final int INTERNING = 128;

    private final TraceTarget target;
    private final PacketBuffer buffer;
    private final TraceFiles files;
    private final MomentPackets moments;
    private final TreePackets trees;
    private final CapturePackets own;
    private final EarlierLinks earlier = new EarlierLinks();
    private final IntToLongFunction cuts = number -> announced(number).cut;
    private final AwaitedSlices awaited = new AwaitedSlices();
    private final Map<Integer, Track> tracks = new TreeMap<>();
    private final BitSet counterTracks = new BitSet();
    private final long origin;
    private Sequence capture;
    private SpanCost spanCost;
    private boolean spanCostWritten;
    private CaptureCost cost;
    private CaptureCost costWritten;
    private boolean onlyMetadata = true;
    private long flows;
    private long now;
    private IOException failure;
    private boolean closed;

    PerfettoTraceWriter(TraceTarget target, TraceFiles.Opener opener) throws IOException {
        this.target = target;
        buffer = new PacketBuffer(target.compressed());
        files = new TraceFiles(target, PerfettoTraceWriterFactory.FORM, opener, buffer);
        moments = new MomentPackets(buffer);
        trees = new TreePackets(buffer, target.ids());
        own = new CapturePackets(buffer, moments, target);
        flows = own.firstFlow();
        origin = Math.max(EARLIEST_ORIGIN, target.capture().originNanos());
        try {
            nextFile();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    @Override
    public void track(int number, String name) throws IOException {
        check();
        Track track = new Track(name);
        tracks.put(number, track);
        try {
            begin(number, track);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private void begin(int number, Track track) throws IOException {
        own.thread(number, track.name);
        track.sequence = new Sequence(buffer, target.sites(), origin, OWN_SEQUENCE + number,
                own.threadTrack(number));
        track.sequence.last = Math.max(0, track.lastEnd);
        track.sequence.begin();
    }

    @Override
    public void accept(SpanBatch batch) throws IOException {
        check();
        Track track = announced(batch.track());
        try {
            if (files.rotates() && !makeRoom(batch)) {
                leaveOut(batch, track);
            } else {
                write(batch, track);
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }

    @Override
    public void lost(int track, long nanos, long records) throws IOException {
        check();
        try {
            if (makeRoom(MomentPackets.MOST)) {
                lost(announced(track), nanos, records);
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private void lost(Track track, long nanos, long records) throws IOException {
        track.sequence.lost();
        own.lost(track.sequence, nanos, records);
        onlyMetadata = false;
    }

    @Override
    public void sampling(SamplingStep step) throws IOException {
        check();
        try {
            if (makeRoom(MomentPackets.MOST + Message.LONGEST_TEXT)) {
                own.sampling(capture, step);
                onlyMetadata = false;
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }

    @Override
    public void spanCost(SpanCost now) {
        spanCost = now;
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
            buffer.close();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    @Override
    public List<Path> files() {
        return files.files();
    }

    private void describe() throws IOException {
        if (cost != null && !cost.equals(costWritten) && makeRoom(Message.LONGEST_TEXT)) {
            own.cost(capture, now, cost);
            costWritten = cost;
        }
    }

    private Track announced(int track) {
        Track known = tracks.get(track);
        if (known == null) {
            throw new IllegalStateException("track " + track + " was not announced");
        }
        return known;
    }

    private void write(SpanBatch batch, Track track) throws IOException {
        if (spanCost != null && !spanCostWritten) {
            own.spanCost(capture, spanCost);
            spanCostWritten = true;
        }
        Sequence sequence = track.sequence;
        earlier.collect(batch, cuts);
        flows(batch, track);
        trees.write(sequence, batch, earlier, cuts, flows);
        flows += batch.links();
        for (int k = 0, counters = batch.counters(); k < counters; k++) {
            int site = batch.counterSite(k);
            if (!counterTracks.get(site)) {
                counterTracks.set(site);
                own.counter(site);
            }
            moments.counter(sequence, own.counterTrack(site), batch, k);
            now = Math.max(now, batch.counterNanos(k));
        }
        track.lastEnd = Math.max(track.lastEnd, sequence.last);
        awaited.arrived(batch.track(), track.lastEnd);
        now = Math.max(now, sequence.last);
        onlyMetadata = false;
    }

    private void flows(SpanBatch batch, Track track) throws IOException {
        for (int j = 0, links = batch.links(); j < links; j++) {
            Track from = announced(batch.linkFromTrack(j));
            long nanos = batch.linkFromNanos(j);
            if (nanos > from.cut) {
                // What a slice goes on with has the id that it has itself.
                boolean continues = batch.linkContinues(j);
                long span = continues || !target.ids() ? 0 : batch.linkFrom(j);
                moments.flow(from.sequence, continues, nanos, span, flows + j);
                if (files.rotates() && from != track && nanos > from.lastEnd) {
                    awaited.add(batch.linkFromTrack(j), nanos, batch.linkFrom(j));
                }
            }
        }
    }

    /** What flows of this file start from and what did not come into it. */
    private void standIn() throws IOException {
        awaited.giveUp((track, nanos, span) -> trees.standIn(announced(track).sequence, nanos,
                span));
    }

    /** A tree larger than the whole capture may be: what follows from it finds it in no file. */
    private void leaveOut(SpanBatch batch, Track track) throws IOException {
        lost(track, batch.slices() == 0 ? now : batch.startNanos(0),
                batch.slices() + batch.counters());
        for (int i = 0, slices = batch.slices(); i < slices; i++) {
            track.lastEnd = Math.max(track.lastEnd, batch.endNanos(i));
        }
        track.cut = track.lastEnd;
    }

    /** Starts a new file if this one is full; false if even all files together cannot take it. */
    private boolean makeRoom(long bytes) throws IOException {
        if (!files.rotates()) {
            return true;
        }
        if (!onlyMetadata && !files.fitsFile(bytes + reserved())) {
            nextFile();
        }
        return files.makeRoom(bytes + reserved());
    }

    private long reserved() {
        return (long) TreePackets.mostOfSlice() * awaited.size();
    }

    private boolean makeRoom(SpanBatch batch) throws IOException {
        if (!onlyMetadata && !files.fitsFile(most(batch) + reserved())) {
            nextFile();
        }
        return files.makeRoom(most(batch) + reserved());
    }

    /** How many bytes a batch takes in this file at most. */
    private long most(SpanBatch batch) {
        Sequence sequence = announced(batch.track()).sequence;
        long bytes = (long) TreePackets.mostOfSlice() * batch.slices()
                + (2L * MomentPackets.MOST + TreePackets.mostOfSlice()) * batch.links()
                + (long) MomentPackets.MOST * batch.counters();
        for (int i = 0, slices = batch.slices(); i < slices; i++) {
            if (!batch.isPlaceholder(i) && !sequence.isInterned(batch.site(i))) {
                bytes += interning(batch.site(i));
            }
        }
        for (int k = 0, counters = batch.counters(); k < counters; k++) {
            bytes += interning(batch.counterSite(k));
        }
        return bytes;
    }

    /** Resource and file may stand twice, once for viewers. */
    private long interning(int number) {
        Site site = target.sites().site(number);
        return INTERNING + MOST_OF_A_TEXT_BYTE * (2L * site.resource().length()
                + site.name().length() + 2L * site.file().length());
    }

    private void nextFile() throws IOException {
        standIn();
        files.next();
        onlyMetadata = true;
        counterTracks.clear();
        own.file();
        capture = new Sequence(buffer, target.sites(), origin, OWN_SEQUENCE, own.processTrack());
        capture.begin();
        spanCostWritten = false;
        for (var track : tracks.entrySet()) {
            begin(track.getKey(), track.getValue());
            track.getValue().cut = track.getValue().lastEnd;
        }
        buffer.flush();
    }

    private void check() throws IOException {
        if (failure != null) {
            throw new IOException(failure.getMessage(), failure);
        }
        if (closed) {
            throw new IllegalStateException("the capture is closed");
        }
    }

    private IOException failed(IOException cause) {
        failure = files.fail(cause);
        buffer.close();
        return failure;
    }
}
