package dev.fxprof.export.capture;

import dev.fxprof.api.Capture;
import dev.fxprof.api.CaptureCost;
import dev.fxprof.api.MalformedTraceException;
import dev.fxprof.api.SamplingStep;
import dev.fxprof.api.SpanCost;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Takes what a reader finds, in whatever order its format has it, and makes a {@link Capture} of it.
 *
 * <p>Assumptions: one thread fills it, then calls {@link #build} once; whoever gives up calls {@link
 * #close}, which does nothing once the capture is built.
 *
 * <p>Guarantees: memory on the heap is bounded but for 4 bytes a slice, counter value or link that came out
 * of order, and 2 more while they are sorted; whatever comes in, the slices of the capture nest, and no
 * time is negative.
 */
public final class CaptureBuilder implements Closeable {
    private static final int MOST_TRACKS = 1 << 16;
    private static final int MOST_LOSSES = 1 << 20;

    /** Records of one loss: so many that the sum of all losses fits into 64 bits. */
    private static final long MOST_RECORDS = 1L << 40;

    /** Records that were lost. */
    record Loss(int track, long nanos, long records) {}

    /** What the recording says of itself. */
    static final class Extras {
        final List<Loss> losses = new ArrayList<>();
        final List<SamplingStep> steps = new ArrayList<>();
        CaptureCost cost;
        SpanCost spanCost;
    }

    private final String format;
    private final Spill spill = new Spill();
    private final ReadSites sites = new ReadSites();
    private final Repairs repairs = new Repairs();
    private final List<ReadTrack> tracks = new ArrayList<>();
    private final Links links = new Links(spill);
    private final Counters counters = new Counters(spill);
    private final List<AsyncOperations> async = new ArrayList<>();
    private final Extras extras = new Extras();
    private String processName = "";
    private boolean rebased;
    private boolean built;

    /**
     * Starts with nothing.
     *
     * @param format name of the format that is read
     */
    public CaptureBuilder(String format) {
        this.format = format;
    }

    /**
     * Sites of the spans.
     *
     * @return a table to intern them in
     */
    public ReadSites sites() {
        return sites;
    }

    /**
     * Names the process.
     *
     * @param name name of the process that was recorded
     */
    public void processName(String name) {
        processName = ReadSites.cut(name);
    }

    /** Says that times count from anywhere, so that the earliest one is to become 0. */
    public void rebase() {
        rebased = true;
    }

    /**
     * Adds a track.
     *
     * @param name name of the thread; not unique
     * @return the track
     * @throws MalformedTraceException if there are more than any recording has
     */
    public ReadTrack track(String name) throws MalformedTraceException {
        if (tracks.size() >= MOST_TRACKS) {
            throw new MalformedTraceException("there are more than " + MOST_TRACKS + " threads");
        }
        return beside(name);
    }

    /** A track that holds what cannot stand on another one; not counted among those of the file. */
    ReadTrack beside(String name) {
        ReadTrack track = new ReadTrack(tracks.size() + 1, name, spill, repairs);
        tracks.add(track);
        return track;
    }

    /**
     * Ties the slices at two moments.
     *
     * @param continues whether they are of one span, else cause and effect
     * @param from track of the first
     * @param fromNanos a moment within it; the innermost slice counts
     * @param to track of the second
     * @param toNanos a moment within it, mostly its start
     * @throws IOException if the temporary file cannot be written
     */
    public void link(boolean continues, ReadTrack from, long fromNanos, ReadTrack to, long toNanos)
            throws IOException {
        link(continues, new Moment(from, fromNanos, 0), new Moment(to, toNanos, 0));
    }

    /**
     * Ties two slices.
     *
     * @param continues whether they are of one span, else cause and effect
     * @param from the first
     * @param to the second
     * @throws IOException if the temporary file cannot be written
     */
    public void link(boolean continues, Moment from, Moment to) throws IOException {
        links.add(continues, from, to);
    }

    /**
     * Operations that overlap, so that no thread can show them: they are laid out on as many tracks as
     * are needed.
     *
     * @param name what the tracks are called
     * @return takes begins and ends
     */
    public AsyncOperations async(String name) {
        AsyncOperations operations = new AsyncOperations(name, spill, sites, repairs);
        async.add(operations);
        return operations;
    }

    /**
     * Adds the value of a counter.
     *
     * @param track where it is shown
     * @param site names it
     * @param nanos when it changed
     * @param value its value from then on
     * @throws IOException if the temporary file cannot be written
     */
    public void counter(ReadTrack track, int site, long nanos, double value) throws IOException {
        if (ReadTrack.isOutOfRange(nanos)) {
            repairs.count("times out of range", 1);
        } else {
            counters.add(track.number(), site, nanos, value);
        }
    }

    /**
     * Says that records were lost.
     *
     * @param track the track that lost them
     * @param nanos when that was found
     * @param records how many; fewer than 1 are no loss
     */
    public void lost(ReadTrack track, long nanos, long records) {
        if (records < 1 || ReadTrack.isOutOfRange(nanos)) {
            repairs.count("losses without a number or a time", 1);
        } else if (extras.losses.size() < MOST_LOSSES) {
            extras.losses.add(new Loss(track.number(), nanos, Math.min(records, MOST_RECORDS)));
        } else {
            Loss last = extras.losses.removeLast();
            extras.losses.add(new Loss(last.track, last.nanos,
                    Math.min(last.records + Math.min(records, MOST_RECORDS), MOST_RECORDS)));
        }
    }

    /**
     * Says what the recording cost.
     *
     * @param cost the last one counts
     */
    public void cost(CaptureCost cost) {
        extras.cost = cost;
    }

    /**
     * Says what a call costs beside what it does.
     *
     * @param cost as the recording measured it
     */
    public void spanCost(SpanCost cost) {
        extras.spanCost = cost;
    }

    /**
     * Says that a site is recorded more or less often from some moment on.
     *
     * @param step the site and how often
     */
    public void sampling(SamplingStep step) {
        if (extras.steps.size() < MOST_LOSSES) {
            extras.steps.add(step);
        } else {
            repairs.count("sampling steps beyond the limit", 1);
        }
    }

    /**
     * Counts what was repaired or left out.
     *
     * @param kind what it is, in the plural
     * @param times how often
     */
    public void repaired(String kind, long times) {
        repairs.count(kind, times);
    }

    /**
     * Orders and nests all slices.
     *
     * @return the capture, which owns the memory from now on
     * @throws IOException if the temporary file cannot be written
     */
    public Capture build() throws IOException {
        Nesting nesting = new Nesting(this, repairs);
        List<NestedTrack> nested = new ArrayList<>();
        for (AsyncOperations operations : async) {
            operations.layOut(this::beside);
        }
        int own = tracks.size();
        for (int i = 0; i < own; i++) {
            nested.addAll(nesting.nest(tracks.get(i)));
        }
        List<NestedTrack> byNumber = new ArrayList<>(Collections.nCopies(
                tracks.size() + 1, null));
        nested.forEach(track -> byNumber.set(track.number(), track));
        SpanIds.assign(nested);
        repairs.count("flows without a slice", links.resolve(byNumber));
        counters.sort();
        repairs.count("names beyond the limit", sites.overflowed());
        built = true;
        return new ReadCapture(format, processName.isEmpty() ? format : processName, sites,
                repairs.counts(), spill, nested, links, counters, extras,
                origin(nested));
    }

    /** What times count from; none is negative. */
    private long origin(List<NestedTrack> nested) {
        long lowest = rebased ? Long.MAX_VALUE : 0;
        for (NestedTrack track : nested) {
            if (track.size() > 0) {
                lowest = Math.min(lowest, track.start(0));
            }
            int first = counters.first(track.number());
            if (first < counters.first(track.number() + 1)) {
                lowest = Math.min(lowest, counters.nanos(first));
            }
        }
        return lowest == Long.MAX_VALUE ? 0 : lowest;
    }

    @Override
    public void close() {
        if (!built) {
            built = true;
            spill.close();
        }
    }
}
