package dev.fxprof.export.perfetto;

import dev.fxprof.api.MalformedTraceException;
import dev.fxprof.api.TraceSource;
import dev.fxprof.export.capture.CaptureBuilder;
import dev.fxprof.export.capture.ReadTrack;
import dev.fxprof.export.perfetto.schema.PerfettoTrace.CounterDescriptor;
import dev.fxprof.export.perfetto.schema.PerfettoTrace.TraceAttributes;
import dev.fxprof.export.perfetto.schema.PerfettoTrace.TracePacket;
import dev.fxprof.export.perfetto.schema.PerfettoTrace.TrackEvent;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** Makes a capture of the packets of a file. */
final class Packets {
    private static final int MOST_SEQUENCES = 1 << 16;

    private final CaptureBuilder builder;
    private final TraceSource source;
    private final Interned.Budget budget;
    private final Map<Integer, PacketSequence> sequences = new HashMap<>();
    private final Clocks clocks = new Clocks();
    private final Tracks tracks;
    private final Flows flows;
    private final ForeignSites sites;
    private final OwnEvents ownEvents;
    private final LegacyEvents legacy;
    private boolean own;

    Packets(CaptureBuilder builder, TraceSource source) {
        this.builder = builder;
        this.source = source;
        budget = new Interned.Budget(builder);
        tracks = new Tracks(builder);
        flows = new Flows(builder);
        sites = new ForeignSites(builder);
        ownEvents = new OwnEvents(builder, flows);
        legacy = new LegacyEvents(builder, tracks, flows, sites);
    }

    void take(PacketSource packets) throws IOException {
        for (TracePacket packet; (packet = packets.next()) != null;) {
            take(packet);
        }
        legacy.finish();
        flows.tie();
        if (!own) {
            builder.rebase();
        }
    }

    private void take(TracePacket packet) throws IOException {
        PacketSequence sequence = sequence(packet.getTrustedPacketSequenceId());
        if (sequence == null) {
            builder.repaired("packets of too many sequences", 1);
            return;
        }
        boolean known = sequence.take(packet);
        switch (packet.getDataCase()) {
            case CLOCK_SNAPSHOT -> clocks.take(sequence.id, packet.getClockSnapshot());
            case TRACE_ATTRIBUTES -> attributes(packet.getTraceAttributes());
            case PROCESS_DESCRIPTOR -> tracks.process(packet.getProcessDescriptor());
            case THREAD_DESCRIPTOR -> sequence.thread(packet.getThreadDescriptor());
            case TRACK_DESCRIPTOR -> {
                tracks.take(packet.getTrackDescriptor());
                if (packet.getTrackDescriptor().hasThread() && !own) {
                    sequence.thread(packet.getTrackDescriptor().getThread());
                }
            }
            case TRACK_EVENT -> {
                if (known) {
                    event(sequence, packet);
                } else {
                    builder.repaired("events whose beginning was lost", 1);
                }
            }
            default -> {
            }
        }
    }

    private PacketSequence sequence(int id) {
        PacketSequence known = sequences.get(id);
        if (known == null && sequences.size() < MOST_SEQUENCES) {
            known = new PacketSequence(id, budget);
            sequences.put(id, known);
        }
        return known;
    }

    private void attributes(TraceAttributes attributes) throws IOException {
        for (TraceAttributes.Attribute attribute : attributes.getAttributeList()) {
            if (!attribute.getKey().equals(Fields.OWN)) {
                continue;
            }
            if (attribute.getLongValue() != Fields.VERSION) {
                throw MalformedTraceException.at(source, -1, "the capture is of version "
                        + attribute.getLongValue() + ", expected version " + Fields.VERSION);
            }
            own = true;
            clocks.own();
            tracks.own();
        }
    }

    private void event(PacketSequence sequence, TracePacket packet) throws IOException {
        TrackEvent event = packet.getTrackEvent();
        long nanos = nanos(sequence, packet, event);
        if (nanos == Clocks.UNKNOWN) {
            builder.repaired("events without a time that is known", 1);
            return;
        }
        long uuid = event.hasTrackUuid() ? event.getTrackUuid() : sequence.defaultTrack();
        if (event.getType() == TrackEvent.Type.TYPE_COUNTER) {
            counter(sequence, event, uuid, nanos);
            return;
        }
        boolean old = event.hasLegacyEvent() && event.getLegacyEvent().hasPhase();
        if (!old && event.getType() == TrackEvent.Type.TYPE_INSTANT && !isFlow(event)) {
            // A moment is no slice, so it makes no track.
            if (own) {
                ownEvents.moment(sequence, event, tracks, nanos);
            }
            return;
        }
        if (old && !LegacyEvents.isKnown(event)) {
            return;
        }
        ReadTrack track = uuid == 0 ? legacy.track(sequence, event) : tracks.of(uuid);
        if (old) {
            legacy.take(sequence, event, track, nanos);
        } else {
            event(sequence, event, track, nanos);
        }
    }

    private static boolean isFlow(TrackEvent event) {
        return event.getFlowIdsCount() + event.getFlowIdsOldCount()
                + event.getTerminatingFlowIdsCount() + event.getTerminatingFlowIdsOldCount() > 0;
    }

    private void event(PacketSequence sequence, TrackEvent event, ReadTrack track, long nanos)
            throws IOException {
        switch (event.getType()) {
            case TYPE_SLICE_BEGIN -> {
                if (own && ownEvents.begin(sequence, event, track, nanos)) {
                    return;
                }
                int site = sites.of(sequence.interned, event);
                int row = own ? track.begin(site, nanos) : track.beginAt(site, nanos);
                if (row != ReadTrack.NONE) {
                    flows(event, track, nanos);
                }
            }
            case TYPE_SLICE_END -> {
                if (own) {
                    track.end(nanos);
                } else {
                    track.endAt(0, nanos);
                }
            }
            case TYPE_INSTANT -> {
                if (!own || !ownEvents.flow(sequence, event, track, nanos)) {
                    flows(event, track, nanos);
                }
            }
            default -> {
            }
        }
    }

    private void flows(TrackEvent event, ReadTrack track, long nanos) {
        event.getFlowIdsList().forEach(flow -> flows.through(flow, track, nanos, false));
        event.getFlowIdsOldList().forEach(flow -> flows.through(flow, track, nanos, false));
        event.getTerminatingFlowIdsList()
                .forEach(flow -> flows.through(flow, track, nanos, true));
        event.getTerminatingFlowIdsOldList()
                .forEach(flow -> flows.through(flow, track, nanos, true));
    }

    private long nanos(PacketSequence sequence, TracePacket packet, TrackEvent event) {
        switch (event.getTimestampCase()) {
            case TIMESTAMP_DELTA_US -> {
                sequence.legacyMicros += event.getTimestampDeltaUs();
                return clocks.nanos(sequence.id, 0,
                        LegacyEvents.nanos(sequence.legacyMicros));
            }
            case TIMESTAMP_ABSOLUTE_US -> {
                return clocks.nanos(sequence.id, 0,
                        LegacyEvents.nanos(event.getTimestampAbsoluteUs()));
            }
            default -> {
                int clock = packet.hasTimestampClockId()
                        ? packet.getTimestampClockId()
                        : sequence.defaults.getTimestampClockId();
                return packet.hasTimestamp()
                        ? clocks.nanos(sequence.id, clock, packet.getTimestamp())
                        : Clocks.UNKNOWN;
            }
        }
    }

    private void counter(PacketSequence sequence, TrackEvent event, long uuid, long nanos)
            throws IOException {
        CounterDescriptor descriptor = tracks.counter(uuid);
        double value = event.hasDoubleCounterValue()
                ? event.getDoubleCounterValue()
                : event.getCounterValue();
        if (descriptor != null && descriptor.getIsIncremental()) {
            value = sequence.counters.merge(uuid, value, Double::sum);
        }
        if (descriptor != null && descriptor.getUnitMultiplier() > 1) {
            value *= descriptor.getUnitMultiplier();
        }
        int site = own ? ownEvents.site(sequence.interned, event) : 0;
        if (site != 0) {
            builder.counter(tracks.of(sequence.defaultTrack()), site, nanos, value);
        } else {
            builder.counter(tracks.counters(),
                    sites.named(sites.category(sequence.interned, event), tracks.name(uuid), "",
                            0),
                    nanos, value);
        }
    }
}
