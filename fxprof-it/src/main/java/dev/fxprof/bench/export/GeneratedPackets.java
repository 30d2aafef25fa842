package dev.fxprof.bench.export;

import com.google.protobuf.CodedOutputStream;
import dev.fxprof.api.Site;
import dev.fxprof.api.SpanBatch;
import dev.fxprof.api.SpanRecorder;
import dev.fxprof.export.perfetto.schema.PerfettoTrace.DebugAnnotation;
import dev.fxprof.export.perfetto.schema.PerfettoTrace.Trace;
import dev.fxprof.export.perfetto.schema.PerfettoTrace.TracePacket;
import dev.fxprof.export.perfetto.schema.PerfettoTrace.TrackEvent;
import java.io.IOException;

/** Writes packets with the classes that protoc generates. What only a site decides is built once. */
final class GeneratedPackets extends PacketSink {
    private static final TrackEvent END = TrackEvent.newBuilder()
            .setType(TrackEvent.Type.TYPE_SLICE_END).build();

    private final TrackEvent[] events;
    private long nextSpan;

    GeneratedPackets(CodedOutputStream out, SampleSites sites) {
        super(out, sites);
        events = new TrackEvent[sites.size() + 1];
    }

    @Override
    void begin(SpanBatch batch, int i, long step) throws IOException {
        int site = batch.site(i);
        TrackEvent event = events[site];
        if (event == null) {
            event = event(site);
            events[site] = event;
        }
        int source = batch.source(i);
        boolean explicit = batch.spanId(i) != nextSpan;
        nextSpan = batch.spanId(i) + 1;
        if (source != SpanRecorder.NO_SOURCE || explicit) {
            TrackEvent.Builder more = event.toBuilder();
            if (source != SpanRecorder.NO_SOURCE) {
                more.addDebugAnnotations(DebugAnnotation.newBuilder().setNameIid(SOURCE)
                        .setUintValue(source));
            }
            if (explicit) {
                more.setCorrelationId(batch.spanId(i));
            }
            event = more.build();
        }
        write(step, event);
    }

    private TrackEvent event(int number) {
        Site site = sites.site(number);
        TrackEvent.Builder event = TrackEvent.newBuilder()
                .setType(TrackEvent.Type.TYPE_SLICE_BEGIN).setNameIid(name(number))
                .addCategoryIids(category(number));
        if (isLocated(site)) {
            event.setSourceLocationIid(name(number));
        }
        if (kind(site) != 0) {
            event.addDebugAnnotations(DebugAnnotation.newBuilder().setNameIid(KIND)
                    .setStringValueIid(kind(site)));
        }
        return event.build();
    }

    @Override
    void end(long step) throws IOException {
        write(step, END);
    }

    private void write(long step, TrackEvent event) throws IOException {
        out.writeMessage(Trace.PACKET_FIELD_NUMBER, TracePacket.newBuilder().setTimestamp(step)
                .setTrustedPacketSequenceId(SEQUENCE).setSequenceFlags(NEEDS_STATE)
                .setTrackEvent(event).build());
    }
}
