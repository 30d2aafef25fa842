package dev.fxprof.export.perfetto;

import dev.fxprof.export.capture.CaptureBuilder;
import dev.fxprof.export.capture.ReadTrack;
import dev.fxprof.export.perfetto.schema.PerfettoTrace.ThreadDescriptor;
import dev.fxprof.export.perfetto.schema.PerfettoTrace.TrackEvent;
import dev.fxprof.export.perfetto.schema.PerfettoTrace.TrackEvent.LegacyEvent;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** Events that are described by a letter of Chrome's JSON format instead of a type. */
final class LegacyEvents {
    private static final int MOST_OPEN = 1 << 20;
    private static final long MICRO = 1000;

    /** More is beyond every clock, in nanoseconds too, and the sum of two still fits into 64 bits. */
    private static final long MOST_MICROS = (1L << 62) / MICRO;

    /** Asynchronous slices nest by process, category, scope and id. */
    private record AsyncKey(int process, String category, String scope, long id) {}

    private record Open(int site, long nanos, Open below) {}

    private final CaptureBuilder builder;
    private final Tracks tracks;
    private final Flows flows;
    private final ForeignSites sites;
    private final Map<AsyncKey, Open> open = new HashMap<>();
    private long opened;

    LegacyEvents(CaptureBuilder builder, Tracks tracks, Flows flows, ForeignSites sites) {
        this.builder = builder;
        this.tracks = tracks;
        this.flows = flows;
        this.sites = sites;
    }

    /** Track of an event that names none: that of its sequence's thread, or of the one it gives. */
    ReadTrack track(PacketSequence sequence, TrackEvent event) throws IOException {
        LegacyEvent legacy = event.getLegacyEvent();
        ThreadDescriptor thread = sequence.thread;
        if (thread == null && !legacy.hasPidOverride() && !legacy.hasTidOverride()) {
            return tracks.of(0);
        }
        long process = legacy.hasPidOverride() ? legacy.getPidOverride() : pid(thread);
        long number = legacy.hasTidOverride()
                ? legacy.getTidOverride()
                : thread == null ? process : thread.getTid();
        String name = thread != null && !thread.getThreadName().isEmpty()
                && !legacy.hasTidOverride() ? thread.getThreadName() : "thread " + number;
        return tracks.ofThread(process, number, name);
    }

    private static int pid(ThreadDescriptor thread) {
        return thread == null ? 0 : thread.getPid();
    }

    /** Nanoseconds; what no clock reaches stays out of reach. */
    static long nanos(long micros) {
        return Math.clamp(micros, -MOST_MICROS, MOST_MICROS) * MICRO;
    }

    /** Whether an event is about a slice or a flow. */
    static boolean isKnown(TrackEvent event) {
        return "BEXbSeFstf".indexOf(event.getLegacyEvent().getPhase()) >= 0;
    }

    void take(PacketSequence sequence, TrackEvent event, ReadTrack track, long nanos)
            throws IOException {
        LegacyEvent legacy = event.getLegacyEvent();
        switch (legacy.getPhase()) {
            case 'B' -> {
                track.beginAt(sites.of(sequence.interned, event), nanos);
                flow(legacy, track, nanos);
            }
            case 'E' -> track.endAt(0, nanos);
            case 'X' -> {
                track.add(sites.of(sequence.interned, event), nanos,
                        nanos + nanos(Math.max(0, legacy.getDurationUs())));
                flow(legacy, track, nanos);
            }
            case 'b', 'S' -> begin(key(sequence, event),
                    sites.of(sequence.interned, event), nanos);
            case 'e', 'F' -> end(key(sequence, event), nanos);
            case 's', 't', 'f' -> flows.through(flowId(sequence, event), track, nanos,
                    legacy.getPhase() == 'f');
            default -> {
            }
        }
    }

    private void flow(LegacyEvent legacy, ReadTrack track, long nanos) {
        if (legacy.hasBindId()) {
            flows.through(legacy.getBindId(), track, nanos,
                    legacy.getFlowDirection() == LegacyEvent.FlowDirection.FLOW_IN);
        }
    }

    private static long id(LegacyEvent legacy) {
        return switch (legacy.getIdCase()) {
            case UNSCOPED_ID -> legacy.getUnscopedId();
            case LOCAL_ID -> legacy.getLocalId();
            case GLOBAL_ID -> legacy.getGlobalId();
            case ID_NOT_SET -> 0;
        };
    }

    /** Flows of this kind belong together by category, name and id. */
    private long flowId(PacketSequence sequence, TrackEvent event) {
        return id(event.getLegacyEvent()) * 0x9E3779B97F4A7C15L
                ^ (long) Objects.hash(sites.category(sequence.interned, event),
                        sites.name(sequence.interned, event)) << Integer.SIZE;
    }

    private AsyncKey key(PacketSequence sequence, TrackEvent event) {
        LegacyEvent legacy = event.getLegacyEvent();
        boolean old = legacy.getPhase() == 'S' || legacy.getPhase() == 'F';
        String scope = old ? sites.name(sequence.interned, event) : legacy.getIdScope();
        return new AsyncKey(legacy.hasLocalId() ? pid(sequence.thread) : 0,
                sites.category(sequence.interned, event), scope, id(legacy));
    }

    private void begin(AsyncKey key, int site, long nanos) {
        if (opened >= MOST_OPEN) {
            builder.repaired("slices nested too deeply", 1);
            return;
        }
        opened++;
        open.put(key, new Open(site, nanos, open.get(key)));
    }

    private void end(AsyncKey key, long nanos) throws IOException {
        Open begin = open.get(key);
        if (begin == null) {
            builder.repaired("ends without a begin", 1);
            return;
        }
        opened--;
        if (begin.below == null) {
            open.remove(key);
        } else {
            open.put(key, begin.below);
        }
        tracks.ofThread(key.process, Long.MIN_VALUE, "asynchronous").add(begin.site, begin.nanos,
                nanos);
    }

    /** What was begun and never ended is left out, and counted. */
    void finish() {
        builder.repaired("slices without an end", opened);
    }
}
