package dev.fxprof.export.chrome;

import dev.fxprof.api.CaptureCost;
import dev.fxprof.api.SpanRecorder;
import dev.fxprof.export.capture.CaptureBuilder;
import dev.fxprof.export.capture.Moment;
import dev.fxprof.export.capture.ReadTrack;
import dev.fxprof.export.chrome.ReadFlows.Bind;
import java.io.IOException;

/** Hands events to a capture, each by its phase. */
final class EventTaker {
    /** Before the capture began; {@code earlier} does not say when. */
    private static final long EARLIER = -1;
    private static final long MOST_SPANS = 1L << 53;

    private final CaptureBuilder builder;
    private final ReadThreads threads;
    private final EventSites sites;
    private final ReadFlows flows;
    private final ReadAsync async;
    private final OwnEvents ownEvents;
    private final int threadName;
    private final int processName;
    private final int continues;
    /** Whether the file is a recording of ours. */
    private boolean own;
    private long withoutTime;
    private long withoutDuration;
    private long instants;
    private long samples;
    private long others;

    EventTaker(CaptureBuilder builder, Symbols symbols) {
        this.builder = builder;
        threads = new ReadThreads(builder, symbols);
        sites = new EventSites(builder, symbols);
        flows = new ReadFlows(builder);
        async = new ReadAsync(builder, symbols);
        ownEvents = new OwnEvents(builder, symbols);
        threadName = symbols.of("thread_name");
        processName = symbols.of("process_name");
        continues = symbols.of("continue");
    }

    /** Takes an event. */
    void take(ChromeEvent event) throws IOException {
        if (event.phase == 'M') {
            metadata(event);
        } else if (event.nanos == Decimal.MISSING) {
            withoutTime++;
        } else {
            timed(event);
        }
    }

    private void metadata(ChromeEvent event) throws IOException {
        own |= event.args.isCapture;
        if (event.args.name == Symbols.NONE) {
            return;
        }
        if (event.name == threadName) {
            threads.name(event, event.args.name);
        } else if (event.name == processName) {
            threads.nameProcess(event, event.args.name);
        }
    }

    private void timed(ChromeEvent event) throws IOException {
        switch (event.phase) {
            case 'X' -> whole(event);
            case 'B' -> begin(event);
            case 'E' -> threads.of(event).endAt(
                    event.name == Symbols.NONE ? 0 : sites.named(event), event.nanos);
            case 'b', 'S' -> async.begin(event, sites.of(event));
            case 'e', 'F' -> async.end(event, sites.named(event));
            case 's' -> flows.start(flow(event), threads.of(event), event.nanos,
                    event.args.fromSpan);
            case 't' -> flows.follow(flow(event), threads.of(event), event.nanos, 0,
                    Bind.ENCLOSING, false);
            case 'f' -> flows.follow(flow(event), threads.of(event), event.nanos,
                    event.args.toSpan, bind(event), true);
            case 'C' -> counters(event);
            case 'i', 'I', 'R' -> instants += ownEvents.takes(event, threads.of(event)) ? 0 : 1;
            case 'n', 'T', 'p' -> instants++;
            case 'P' -> samples++;
            default -> others++;
        }
    }

    private void whole(ChromeEvent event) throws IOException {
        ReadTrack track = threads.of(event);
        boolean ours = event.args.isPlaceholder || sites.isOwn(event.args);
        if (ours) {
            own = true;
            track.keepOrder();
        }
        int row = track.add(sites.of(event), event.nanos, sum(event.nanos, duration(event)));
        if (row == ReadTrack.NONE) {
            return;
        }
        if (ours) {
            attributes(track, row, event);
        }
        boundFlows(track, event);
    }

    private long duration(ChromeEvent event) {
        if (event.duration != Decimal.MISSING) {
            return event.duration;
        }
        if (event.cpuDuration != Decimal.MISSING) {
            return event.cpuDuration;
        }
        withoutDuration++;
        return 0;
    }

    private static long sum(long a, long b) {
        long sum = a + b;
        return ((a ^ sum) & (b ^ sum)) < 0 ? Decimal.LARGEST : sum;
    }

    private void attributes(ReadTrack track, int row, ChromeEvent event) throws IOException {
        ChromeEvent.Arguments args = event.args;
        long span = Math.max(0, args.span);
        if (span != 0 || args.parent > 0) {
            track.ids(row, span, Math.max(0, args.parent));
        }
        int marks = (args.isContinued ? ReadTrack.CONTINUED : 0)
                | (args.isUnfinished ? ReadTrack.UNFINISHED : 0)
                | (args.isPlaceholder ? ReadTrack.PLACEHOLDER : 0);
        if (marks != 0) {
            track.mark(row, marks);
        }
        if (args.source != Decimal.MISSING) {
            track.source(row, Math.clamp(args.source, SpanRecorder.NO_SOURCE,
                    Integer.MAX_VALUE));
        }
        if (args.calls > 1) {
            track.calls(row, args.calls);
        }
        if (args.earlier > 0 && args.earlier < MOST_SPANS && span != 0) {
            builder.link(args.earlier == span, new Moment(track, EARLIER, args.earlier),
                    new Moment(track, event.nanos,
                            span));
        }
    }

    private void begin(ChromeEvent event) throws IOException {
        ReadTrack track = threads.of(event);
        int row = track.beginAt(sites.of(event), event.nanos);
        if (row != ReadTrack.NONE) {
            boundFlows(track, event);
        }
    }

    /** Flows of the second version: the slice itself is a point of them. */
    private void boundFlows(ReadTrack track, ChromeEvent event) throws IOException {
        if (event.bindId == 0) {
            return;
        }
        if (event.isFlowIn) {
            flows.follow(event.bindId, track, event.nanos, 0, Bind.ENCLOSING, !event.isFlowOut);
        } else if (event.isFlowOut) {
            flows.start(event.bindId, track, event.nanos, 0);
        }
    }

    private static long flow(ChromeEvent event) {
        return ByteHash.of(event.id, ((long) event.category << Integer.SIZE) + event.name) | 1;
    }

    private Bind bind(ChromeEvent event) {
        if (own && event.name == continues) {
            return Bind.CONTINUES;
        }
        return event.bindsEnclosing ? Bind.ENCLOSING : Bind.NEXT;
    }

    private void counters(ChromeEvent event) throws IOException {
        ReadTrack track = threads.of(event);
        for (int i = 0; i < event.args.size; i++) {
            builder.counter(track, sites.counter(event, i, own && event.category == Symbols.NONE),
                    event.nanos, event.args.value(i));
        }
    }

    /** Ends what waits for the rest of the file. */
    void finish(CaptureCost cost) throws IOException {
        threads.finish();
        flows.finish();
        ownEvents.finish();
        if (cost != null) {
            builder.cost(cost);
        }
        if (!own) {
            builder.rebase();
        }
        builder.repaired("events without a time", withoutTime);
        builder.repaired("slices without a duration", withoutDuration);
        builder.repaired("instants left out", instants);
        builder.repaired("samples left out", samples);
        builder.repaired("events of other kinds", others);
    }
}
