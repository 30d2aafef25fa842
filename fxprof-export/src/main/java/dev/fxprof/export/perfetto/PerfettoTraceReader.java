package dev.fxprof.export.perfetto;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import dev.fxprof.api.Capture;
import dev.fxprof.api.TraceReader;
import dev.fxprof.api.TraceSource;
import dev.fxprof.export.capture.CaptureBuilder;
import java.io.IOException;

/**
 * Reads traces in Perfetto's format: captures of ours exactly, of others the slices, flows and counters
 * of track events. What else is in them is passed over.
 *
 * <p>Where an event needs what is missing, because the beginning of its sequence was lost, it is left out
 * and counted.
 */
public final class PerfettoTraceReader implements TraceReader {
    private static final int MOST_LOOKED_AT = 64;
    private static final int MOST_FIELD = 9999;

    /** Made by the service loader. */
    public PerfettoTraceReader() {
    }

    @Override
    public String format() {
        return "perfetto";
    }

    /** Text can begin with a line feed, which is the first byte of a packet; it holds no packets. */
    @Override
    public boolean recognises(byte[] head) {
        CodedInputStream in = CodedInputStream.newInstance(head);
        int whole = 0;
        try {
            while (whole < MOST_LOOKED_AT && !in.isAtEnd()) {
                if (in.readRawByte() != PacketBuffer.PACKET) {
                    return false;
                }
                int length = in.readRawVarint32();
                int rest = head.length - in.getTotalBytesRead();
                boolean cut = length < 0 || length > rest;
                if (cut && whole > 0) {
                    return true;
                }
                // A file that ends within its first packet holds nothing that could be read.
                if (cut && head.length < HEAD
                        || !holdsFields(head, in.getTotalBytesRead(), cut ? rest : length, cut)) {
                    return false;
                }
                if (cut) {
                    return true;
                }
                in.skipRawBytes(length);
                whole++;
            }
        } catch (IOException _) {
            return whole > 0;
        }
        return whole > 0;
    }

    private static boolean holdsFields(byte[] head, int from, int length, boolean cut) {
        CodedInputStream in = CodedInputStream.newInstance(head, from, length);
        try {
            while (!in.isAtEnd()) {
                int tag = in.readTag();
                if (WireFormat.getTagFieldNumber(tag) > MOST_FIELD || !in.skipField(tag)) {
                    return false;
                }
            }
        } catch (IOException _) {
            return cut;
        }
        return true;
    }

    @Override
    public Capture read(TraceSource source) throws IOException {
        try (CaptureBuilder builder = new CaptureBuilder(format());
                PacketSource packets = new PacketSource(source, builder)) {
            new Packets(builder, source).take(packets);
            return builder.build();
        }
    }
}
