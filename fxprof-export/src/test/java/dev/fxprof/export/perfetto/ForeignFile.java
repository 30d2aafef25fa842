package dev.fxprof.export.perfetto;

import com.google.protobuf.ByteString;
import dev.fxprof.export.perfetto.schema.PerfettoTrace.ClockSnapshot;
import dev.fxprof.export.perfetto.schema.PerfettoTrace.ClockSnapshot.Clock;
import dev.fxprof.export.perfetto.schema.PerfettoTrace.InternedData;
import dev.fxprof.export.perfetto.schema.PerfettoTrace.Trace;
import dev.fxprof.export.perfetto.schema.PerfettoTrace.TracePacket;
import dev.fxprof.export.perfetto.schema.PerfettoTrace.TrackDescriptor;
import dev.fxprof.export.perfetto.schema.PerfettoTrace.TrackEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.DeflaterOutputStream;

/** Files as other writers make them, put together with the generated classes. */
final class ForeignFile {
    private final Trace.Builder trace = Trace.newBuilder();

    ForeignFile add(TracePacket.Builder packet) {
        trace.addPacket(packet);
        return this;
    }

    ForeignFile thread(long uuid, int tid, String name) {
        TrackDescriptor.Builder track = TrackDescriptor.newBuilder().setUuid(uuid);
        track.getThreadBuilder().setPid(7).setTid(tid).setThreadName(name);
        return add(TracePacket.newBuilder().setTrackDescriptor(track));
    }

    ForeignFile track(TrackDescriptor.Builder track) {
        return add(TracePacket.newBuilder().setTrackDescriptor(track));
    }

    ForeignFile cleared(int sequence, InternedData.Builder data) {
        return add(TracePacket.newBuilder().setTrustedPacketSequenceId(sequence)
                .setSequenceFlags(1).setInternedData(data));
    }

    ForeignFile clocks(int sequence, Clock... clocks) {
        ClockSnapshot.Builder snapshot = ClockSnapshot.newBuilder();
        for (Clock clock : clocks) {
            snapshot.addClocks(clock);
        }
        return add(TracePacket.newBuilder().setTrustedPacketSequenceId(sequence)
                .setClockSnapshot(snapshot));
    }

    static Clock clock(int id, long timestamp) {
        return Clock.newBuilder().setClockId(id).setTimestamp(timestamp).build();
    }

    ForeignFile event(int sequence, long timestamp, TrackEvent.Builder event) {
        return add(TracePacket.newBuilder().setTrustedPacketSequenceId(sequence)
                .setTimestamp(timestamp).setTrackEvent(event));
    }

    static TrackEvent.Builder begin(long track, String name) {
        return TrackEvent.newBuilder().setType(TrackEvent.Type.TYPE_SLICE_BEGIN)
                .setTrackUuid(track).setName(name);
    }

    static TrackEvent.Builder end(long track) {
        return TrackEvent.newBuilder().setType(TrackEvent.Type.TYPE_SLICE_END)
                .setTrackUuid(track);
    }

    static TrackEvent.Builder legacy(char phase, String name) {
        TrackEvent.Builder event = TrackEvent.newBuilder().setName(name).addCategories("cat");
        event.getLegacyEventBuilder().setPhase(phase);
        return event;
    }

    /** All packets so far become one that is compressed. */
    ForeignFile compress() throws IOException {
        byte[] content = bytes();
        trace.clear();
        return add(TracePacket.newBuilder().setCompressedPackets(deflated(content)));
    }

    static ByteString deflated(byte[] content) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(compressed)) {
            out.write(content);
        }
        return ByteString.copyFrom(compressed.toByteArray());
    }

    byte[] bytes() {
        return trace.build().toByteArray();
    }
}
