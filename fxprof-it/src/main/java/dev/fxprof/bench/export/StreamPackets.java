package dev.fxprof.bench.export;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import dev.fxprof.api.Site;
import dev.fxprof.api.SpanBatch;
import dev.fxprof.api.SpanRecorder;
import dev.fxprof.export.perfetto.schema.PerfettoTrace.DebugAnnotation;
import dev.fxprof.export.perfetto.schema.PerfettoTrace.Trace;
import dev.fxprof.export.perfetto.schema.PerfettoTrace.TracePacket;
import dev.fxprof.export.perfetto.schema.PerfettoTrace.TrackEvent;
import java.io.IOException;

/** Writes packets field by field, sizes first, and makes no object. */
final class StreamPackets extends PacketSink {
    private static final int STRING = DebugAnnotation.STRING_VALUE_IID_FIELD_NUMBER;
    private static final int NUMBER = DebugAnnotation.UINT_VALUE_FIELD_NUMBER;
    private static final int BEGIN = TrackEvent.Type.TYPE_SLICE_BEGIN_VALUE;
    private static final int END = TrackEvent.Type.TYPE_SLICE_END_VALUE;
    private static final int END_SIZE = CodedOutputStream
            .computeEnumSize(TrackEvent.TYPE_FIELD_NUMBER, END);

    private final Site[] known;
    private long nextSpan;

    StreamPackets(CodedOutputStream out, SampleSites sites) {
        super(out, sites);
        known = new Site[sites.size() + 1];
        for (int i = 1; i < known.length; i++) {
            known[i] = sites.site(i);
        }
    }

    @Override
    void begin(SpanBatch batch, int i, long step) throws IOException {
        int number = batch.site(i);
        Site site = known[number];
        int name = name(number);
        int category = category(number);
        int location = isLocated(site) ? name : 0;
        int kind = kind(site);
        int source = batch.source(i);
        long span = batch.spanId(i) == nextSpan ? 0 : batch.spanId(i);
        nextSpan = batch.spanId(i) + 1;
        int kindSize = kind == 0 ? 0 : annotationSize(KIND, STRING, kind);
        int sourceSize = source == SpanRecorder.NO_SOURCE
                ? 0
                : annotationSize(SOURCE, NUMBER, source);
        int size = CodedOutputStream.computeEnumSize(TrackEvent.TYPE_FIELD_NUMBER, BEGIN)
                + CodedOutputStream.computeUInt64Size(TrackEvent.CATEGORY_IIDS_FIELD_NUMBER,
                        category)
                + CodedOutputStream.computeUInt64Size(TrackEvent.NAME_IID_FIELD_NUMBER, name)
                + (location == 0
                        ? 0
                        : CodedOutputStream.computeUInt64Size(
                                TrackEvent.SOURCE_LOCATION_IID_FIELD_NUMBER, location))
                + messageSize(kindSize) + messageSize(sourceSize)
                + (span == 0
                        ? 0
                        : CodedOutputStream.computeUInt64Size(
                                TrackEvent.CORRELATION_ID_FIELD_NUMBER, span));
        head(step, size);
        out.writeEnum(TrackEvent.TYPE_FIELD_NUMBER, BEGIN);
        out.writeUInt64(TrackEvent.CATEGORY_IIDS_FIELD_NUMBER, category);
        out.writeUInt64(TrackEvent.NAME_IID_FIELD_NUMBER, name);
        if (location != 0) {
            out.writeUInt64(TrackEvent.SOURCE_LOCATION_IID_FIELD_NUMBER, location);
        }
        annotation(kindSize, KIND, STRING, kind);
        annotation(sourceSize, SOURCE, NUMBER, source);
        if (span != 0) {
            out.writeUInt64(TrackEvent.CORRELATION_ID_FIELD_NUMBER, span);
        }
    }

    private static int annotationSize(int name, int field, long value) {
        return CodedOutputStream.computeUInt64Size(DebugAnnotation.NAME_IID_FIELD_NUMBER, name)
                + CodedOutputStream.computeUInt64Size(field, value);
    }

    private static int messageSize(int size) {
        return size == 0
                ? 0
                : CodedOutputStream.computeTagSize(TrackEvent.DEBUG_ANNOTATIONS_FIELD_NUMBER)
                        + CodedOutputStream.computeUInt32SizeNoTag(size) + size;
    }

    private void annotation(int size, int name, int field, long value) throws IOException {
        if (size > 0) {
            out.writeTag(TrackEvent.DEBUG_ANNOTATIONS_FIELD_NUMBER,
                    WireFormat.WIRETYPE_LENGTH_DELIMITED);
            out.writeUInt32NoTag(size);
            out.writeUInt64(DebugAnnotation.NAME_IID_FIELD_NUMBER, name);
            out.writeUInt64(field, value);
        }
    }

    @Override
    void end(long step) throws IOException {
        head(step, END_SIZE);
        out.writeEnum(TrackEvent.TYPE_FIELD_NUMBER, END);
    }

    private void head(long step, int eventSize) throws IOException {
        int size = CodedOutputStream.computeUInt64Size(TracePacket.TIMESTAMP_FIELD_NUMBER, step)
                + CodedOutputStream.computeUInt32Size(
                        TracePacket.TRUSTED_PACKET_SEQUENCE_ID_FIELD_NUMBER, SEQUENCE)
                + CodedOutputStream.computeUInt32Size(TracePacket.SEQUENCE_FLAGS_FIELD_NUMBER,
                        NEEDS_STATE)
                + CodedOutputStream.computeTagSize(TracePacket.TRACK_EVENT_FIELD_NUMBER)
                + CodedOutputStream.computeUInt32SizeNoTag(eventSize) + eventSize;
        out.writeTag(Trace.PACKET_FIELD_NUMBER, WireFormat.WIRETYPE_LENGTH_DELIMITED);
        out.writeUInt32NoTag(size);
        out.writeUInt64(TracePacket.TIMESTAMP_FIELD_NUMBER, step);
        out.writeUInt32(TracePacket.TRUSTED_PACKET_SEQUENCE_ID_FIELD_NUMBER, SEQUENCE);
        out.writeUInt32(TracePacket.SEQUENCE_FLAGS_FIELD_NUMBER, NEEDS_STATE);
        out.writeTag(TracePacket.TRACK_EVENT_FIELD_NUMBER, WireFormat.WIRETYPE_LENGTH_DELIMITED);
        out.writeUInt32NoTag(eventSize);
    }
}
