package dev.fxprof.export.perfetto;

import dev.fxprof.api.CaptureCost;
import dev.fxprof.api.SamplingStep;
import dev.fxprof.api.ScriptRuntime;
import dev.fxprof.api.SpanCost;
import dev.fxprof.api.SpanKind;
import dev.fxprof.export.capture.CaptureBuilder;
import dev.fxprof.export.capture.Moment;
import dev.fxprof.export.capture.ReadTrack;
import dev.fxprof.export.perfetto.schema.PerfettoTrace.FxprofSite;
import dev.fxprof.export.perfetto.schema.PerfettoTrace.TrackEvent;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** Events of our own captures, which say of a slice all that was recorded. */
final class OwnEvents {
    /** A capture counts from 0; of what an earlier file holds no moment is known. */
    private static final long BEFORE = -1;

    private static final Map<String, SpanKind> KINDS = new HashMap<>();
    private static final Map<String, ScriptRuntime> RUNTIMES = new HashMap<>();
    private static final Map<String, Word.Event> EVENTS = new HashMap<>();

    static {
        for (SpanKind kind : SpanKind.values()) {
            KINDS.put(kind.label(), kind);
        }
        for (ScriptRuntime runtime : ScriptRuntime.values()) {
            RUNTIMES.put(runtime.label(), runtime);
        }
        for (Word.Event event : Word.Event.values()) {
            EVENTS.put(event.text, event);
        }
    }

    private final CaptureBuilder builder;
    private final Flows flows;

    OwnEvents(CaptureBuilder builder, Flows flows) {
        this.builder = builder;
        this.flows = flows;
    }

    /** Site of an event, or 0 if none was interned with its name. */
    int site(Interned interned, TrackEvent event) {
        Integer known = interned.siteNumbers.get(event.getNameIid());
        if (known != null) {
            return known;
        }
        FxprofSite site = interned.sites.get(event.getNameIid());
        String name = interned.names.get(event.getNameIid());
        if (site == null || name == null) {
            return 0;
        }
        int number = builder.sites().intern(site.getResource(),
                RUNTIMES.getOrDefault(site.getRuntime(), ScriptRuntime.ENGINE),
                KINDS.getOrDefault(site.getKind(), SpanKind.FUNCTION), name, site.getFile(),
                site.getLine());
        interned.siteNumbers.put(event.getNameIid(), number);
        return number;
    }

    /** A word of ours; a script's name is never one, since it comes with a site. */
    private static Word.Event word(Interned interned, TrackEvent event) {
        return interned.sites.containsKey(event.getNameIid())
                ? null
                : EVENTS.get(interned.names.get(event.getNameIid()));
    }

    /** Begins a slice; returns false if it is not one of ours. */
    boolean begin(PacketSequence sequence, TrackEvent event, ReadTrack track, long nanos)
            throws IOException {
        Word.Event word = word(sequence.interned, event);
        boolean stand = word == Word.Event.PLACEHOLDER || word == Word.Event.STAND_IN;
        int site = stand ? placeholder(word) : site(sequence.interned, event);
        if (site == 0) {
            return false;
        }
        int row = track.begin(site, nanos);
        if (row != ReadTrack.NONE) {
            long span = 0;
            if (stand) {
                track.mark(row, ReadTrack.PLACEHOLDER);
                track.ids(row, event.getCorrelationId(), 0);
            } else {
                Notes notes = new Notes(sequence.interned, event);
                span = describe(notes, sequence, event, track, row);
                earlier(notes.number(Word.Note.EARLIER), track, nanos, span);
            }
            for (long flow : event.getTerminatingFlowIdsList()) {
                flows.end(flow, track, nanos, span);
            }
        }
        return true;
    }

    private int placeholder(Word.Event word) {
        return builder.sites().intern("unknown", ScriptRuntime.ENGINE, SpanKind.FUNCTION,
                word.text, "", 0);
    }

    /** Returns the id of the span, 0 if the capture has none. */
    private static long describe(Notes notes, PacketSequence sequence, TrackEvent event,
            ReadTrack track, int row) {
        boolean continued = notes.has(Word.Note.CONTINUED);
        track.mark(row, (continued ? ReadTrack.CONTINUED : 0)
                | (notes.has(Word.Note.UNFINISHED) ? ReadTrack.UNFINISHED : 0)
                | (notes.has(Word.Note.BELOW_LEFT_OUT) ? ReadTrack.BELOW_LEFT_OUT : 0));
        if (notes.number(Word.Note.CALLS) > 1) {
            track.calls(row, notes.number(Word.Note.CALLS));
        }
        if (notes.number(Word.Note.SOURCE) != 0) {
            track.source(row, (int) notes.number(Word.Note.SOURCE));
        }
        long span = event.hasCorrelationId() ? event.getCorrelationId() : sequence.nextSpan;
        if (span > 0) {
            track.ids(row, span, 0);
            sequence.nextSpan = continued ? sequence.nextSpan : span + 1;
        }
        return span;
    }

    /** Ties a slice to what only an earlier file of a rotated capture holds. */
    private void earlier(long cause, ReadTrack track, long nanos, long span) throws IOException {
        if (cause > 0 && span > 0) {
            builder.link(cause == span, new Moment(track, BEFORE, cause),
                    new Moment(track, nanos, span));
        }
    }

    /** Begins a flow; returns false if it is not one of ours. */
    boolean flow(PacketSequence sequence, TrackEvent event, ReadTrack track, long nanos) {
        Word.Event word = word(sequence.interned, event);
        boolean continues = word == Word.Event.CONTINUE;
        if (!continues && word != Word.Event.CAUSE) {
            return false;
        }
        event.getFlowIdsList()
                .forEach(flow -> flows.begin(flow, new Flows.Begin(track, nanos,
                        event.getCorrelationId(), continues)));
        return true;
    }

    /** Takes what a capture says of itself; other moments are no spans and left out. */
    void moment(PacketSequence sequence, TrackEvent event, Tracks tracks, long nanos)
            throws IOException {
        Word.Event word = word(sequence.interned, event);
        if (word == null) {
            return;
        }
        Notes notes = new Notes(sequence.interned, event);
        switch (word) {
            case LOST -> builder.lost(tracks.of(sequence.defaultTrack()), nanos,
                    notes.number(Word.Note.RECORDS));
            case SAMPLED -> sampled(sequence.interned, notes, nanos);
            case COST -> builder.cost(cost(notes));
            case SPAN_COST -> builder.spanCost(new SpanCost(
                    notes.real(Word.Note.RECORDED_NANOS), notes.real(Word.Note.INSIDE_NANOS),
                    notes.real(Word.Note.RARE_INSIDE_NANOS),
                    notes.real(Word.Note.LEFT_OUT_NANOS)));
            default -> {
            }
        }
    }

    private void sampled(Interned interned, Notes notes, long nanos) {
        int site = site(interned, TrackEvent.newBuilder()
                .setNameIid(notes.number(Word.Note.SITE_IID)).build());
        if (site != 0) {
            builder.sampling(new SamplingStep(nanos, site, notes.number(Word.Note.ONE_CALL_IN)));
        }
    }

    private static CaptureCost cost(Notes notes) {
        return new CaptureCost(notes.number(Word.Note.OFFERED), notes.number(Word.Note.WRITTEN),
                notes.number(Word.Note.DROPPED_RING_FULL),
                notes.number(Word.Note.DROPPED_TREE_TOO_LARGE),
                notes.number(Word.Note.DROPPED_DRAIN_KILLED), notes.number(Word.Note.WAITING),
                notes.number(Word.Note.OVERFLOWED_NAMES),
                (int) notes.number(Word.Note.RING_SLOTS),
                notes.number(Word.Note.RING_HIGH_WATER), notes.text(Word.Note.CLOCK),
                notes.number(Word.Note.CLOCK_ERROR_NANOS),
                notes.number(Word.Note.CLOCK_STEPS));
    }
}
