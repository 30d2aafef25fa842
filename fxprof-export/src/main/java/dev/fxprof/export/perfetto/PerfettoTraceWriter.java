package dev.fxprof.export.perfetto;

import dev.fxprof.api.CaptureCost;
import dev.fxprof.api.SamplingStep;
import dev.fxprof.api.Site;
import dev.fxprof.api.SpanBatch;
import dev.fxprof.api.SpanCost;
import dev.fxprof.api.TraceTarget;
import dev.fxprof.export.files.AwaitedSlices;
import dev.fxprof.export.files.EarlierLinks;
import dev.fxprof.export.files.StreamedTraceWriter;
import dev.fxprof.export.files.TraceFiles;
import java.io.IOException;
import java.util.BitSet;
import java.util.function.IntToLongFunction;

/**
 * Streams a capture in Perfetto's format. Each track is a sequence of packets of its own.
 *
 * <p>Assumptions: one thread calls all methods. Memory does not grow with the length of the capture.
 */
final class PerfettoTraceWriter extends StreamedTraceWriter<PerfettoTraceWriter.Track> {
    static final class Track {
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

    private final PacketBuffer buffer;
    private final MomentPackets moments;
    private final TreePackets trees;
    private final CapturePackets own;
    private final EarlierLinks earlier = new EarlierLinks();
    private final IntToLongFunction cuts = number -> announced(number).cut;
    private final AwaitedSlices awaited = new AwaitedSlices();
    private final BitSet counterTracks = new BitSet();
    private final long origin;
    private Sequence capture;
    private SpanCost spanCost;
    private boolean spanCostWritten;
    private long flows;
    private long now;

    PerfettoTraceWriter(TraceTarget target, TraceFiles.Opener opener) throws IOException {
        this(target, opener, new PacketBuffer(target.compressed()));
        start();
    }

    private PerfettoTraceWriter(TraceTarget target, TraceFiles.Opener opener,
            PacketBuffer buffer) {
        super(target, PerfettoTraceWriterFactory.FORM, opener, buffer,
                MomentPackets.MOST + Message.LONGEST_TEXT);
        this.buffer = buffer;
        moments = new MomentPackets(buffer);
        trees = new TreePackets(buffer, target.ids());
        own = new CapturePackets(buffer, moments, target);
        flows = own.firstFlow();
        origin = Math.max(EARLIEST_ORIGIN, target.capture().originNanos());
    }

    @Override
    protected void announce(int number, String name) throws IOException {
        Track track = new Track(name);
        tracks.put(number, track);
        begin(number, track);
    }

    private void begin(int number, Track track) throws IOException {
        own.thread(number, track.name);
        track.sequence = new Sequence(buffer, target.sites(), origin, OWN_SEQUENCE + number,
                own.threadTrack(number));
        track.sequence.last = Math.max(0, track.lastEnd);
        track.sequence.begin();
    }

    @Override
    protected void writeLost(Track track, long nanos, long records) throws IOException {
        track.sequence.lost();
        own.lost(track.sequence, nanos, records);
    }

    @Override
    protected void writeSampling(SamplingStep step) throws IOException {
        own.sampling(capture, step);
    }

    @Override
    public void spanCost(SpanCost now) {
        spanCost = now;
    }

    @Override
    protected void writeCost(CaptureCost cost) throws IOException {
        own.cost(capture, now, cost);
    }

    @Override
    protected void write(SpanBatch batch, Track track) throws IOException {
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
                if (rotates() && from != track && nanos > from.lastEnd) {
                    awaited.add(batch.linkFromTrack(j), nanos, batch.linkFrom(j));
                }
            }
        }
    }

    /** What flows of this file start from and what did not come into it. */
    @Override
    protected void endFile() throws IOException {
        awaited.giveUp((track, nanos, span) -> trees.standIn(announced(track).sequence, nanos,
                span));
    }

    /** A tree larger than the whole capture may be: what follows from it finds it in no file. */
    @Override
    protected void leaveOut(SpanBatch batch, Track track) throws IOException {
        writeLost(track, batch.slices() == 0 ? now : batch.startNanos(0),
                batch.slices() + batch.counters());
        for (int i = 0, slices = batch.slices(); i < slices; i++) {
            track.lastEnd = Math.max(track.lastEnd, batch.endNanos(i));
        }
        track.cut = track.lastEnd;
    }

    @Override
    protected long reserved() {
        return (long) TreePackets.mostOfSlice() * awaited.size();
    }

    @Override
    protected long most(SpanBatch batch, Track track) {
        Sequence sequence = track.sequence;
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

    @Override
    protected void beginFile() throws IOException {
        counterTracks.clear();
        own.file();
        capture = new Sequence(buffer, target.sites(), origin, OWN_SEQUENCE, own.processTrack());
        capture.begin();
        spanCostWritten = false;
        for (var track : tracks.entrySet()) {
            begin(track.getKey(), track.getValue());
            track.getValue().cut = track.getValue().lastEnd;
        }
    }
}
