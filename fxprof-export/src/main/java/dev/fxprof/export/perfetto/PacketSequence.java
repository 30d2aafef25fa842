package dev.fxprof.export.perfetto;

import dev.fxprof.export.perfetto.schema.PerfettoTrace.ThreadDescriptor;
import dev.fxprof.export.perfetto.schema.PerfettoTrace.TracePacket;
import dev.fxprof.export.perfetto.schema.PerfettoTrace.TracePacketDefaults;
import java.util.HashMap;
import java.util.Map;

/** What the packets of one writer of a trace share, as far as it has been read. */
final class PacketSequence {
    final int id;
    final Interned interned;
    /** Last values of the counters that are given as differences, by track. */
    final Map<Long, Double> counters = new HashMap<>();
    TracePacketDefaults defaults = TracePacketDefaults.getDefaultInstance();
    /** Whether state has been cleared since the last loss, so that it is known as a whole. */
    boolean isWhole;
    /** Thread of events that name no track, as older writers have it, or null. */
    ThreadDescriptor thread;
    /** Time of the last of its events that gives a difference, microseconds. */
    long legacyMicros;
    /** Id that the next span of a capture of ours has if it names none, or 0. */
    long nextSpan;

    PacketSequence(int id, Interned.Budget budget) {
        this.id = id;
        interned = new Interned(budget);
    }

    /** Takes what a packet says of the state; returns false if the packet needs state that is lost. */
    boolean take(TracePacket packet) {
        boolean cleared = packet.getIncrementalStateCleared()
                || (packet.getSequenceFlags() & Fields.CLEARED) != 0;
        if (cleared) {
            interned.clear();
            counters.clear();
            defaults = TracePacketDefaults.getDefaultInstance();
            thread = null;
            nextSpan = 0;
            isWhole = true;
        } else if (packet.getPreviousPacketDropped() != 0) {
            isWhole = false;
        }
        if (packet.hasTracePacketDefaults()) {
            defaults = packet.getTracePacketDefaults();
        }
        if (packet.hasInternedData() && isWhole) {
            interned.take(packet.getInternedData());
        }
        return isWhole || (packet.getSequenceFlags() & Fields.NEEDS_STATE) == 0;
    }

    void thread(ThreadDescriptor descriptor) {
        thread = descriptor;
        legacyMicros = descriptor.getReferenceTimestampUs();
    }

    long defaultTrack() {
        return defaults.getTrackEventDefaults().getTrackUuid();
    }
}
