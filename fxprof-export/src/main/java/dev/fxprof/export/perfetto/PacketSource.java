package dev.fxprof.export.perfetto;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.fxprof.api.MalformedTraceException;
import dev.fxprof.api.TraceSource;
import dev.fxprof.export.capture.CaptureBuilder;
import dev.fxprof.export.perfetto.schema.PerfettoTrace.TracePacket;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * The packets of a file, one after the other, those within compressed packets too.
 *
 * <p>A packet that is damaged is left out, since its length tells where the next one begins; what is cut
 * off at the end, too. Both are counted.
 */
final class PacketSource implements Closeable {
    /** Real ones take kilobytes; a large one is passed over. */
    private static final long MOST_BYTES = 64L << 20;

    private final TraceSource source;
    private final CaptureBuilder builder;
    private final InputStream file;
    private final Bundles bundles;
    private long position;
    private long passed;
    private boolean cut;

    PacketSource(TraceSource source, CaptureBuilder builder) throws IOException {
        this.source = source;
        this.builder = builder;
        file = new BufferedInputStream(source.open(), 1 << 16);
        bundles = new Bundles(source, builder);
    }

    /** The next packet, or null at the end. */
    TracePacket next() throws IOException {
        while (true) {
            byte[] content = bundles.next();
            boolean bundled = content != null;
            content = bundled ? content : ofFile();
            if (content == null) {
                requirePackets();
                return null;
            }
            TracePacket packet = parse(content);
            if (packet == null || packet.hasZstdCompressedPackets()
                    || bundled && packet.hasCompressedPackets()) {
                builder.repaired(packet == null
                        ? "damaged packets"
                        : "packets compressed in a way that is not known", 1);
            } else if (packet.hasCompressedPackets()) {
                passed++;
                bundles.open(packet.getCompressedPackets());
            } else {
                passed++;
                return packet;
            }
        }
    }

    private static TracePacket parse(byte[] content) {
        try {
            return TracePacket.parseFrom(content);
        } catch (InvalidProtocolBufferException _) {
            return null;
        }
    }

    private void requirePackets() throws IOException {
        if (passed == 0) {
            throw MalformedTraceException.at(source, 0,
                    "expected the packets of a Perfetto trace, found none that is whole");
        }
    }

    /** Content of the next packet of the file, or null at its end. */
    private byte[] ofFile() throws IOException {
        while (!cut) {
            long begin = position;
            int first = file.read();
            if (first < 0) {
                break;
            }
            position++;
            long tag = first < 0x80 ? first : varint(first & 0x7F, begin);
            if (tag == PacketBuffer.PACKET) {
                long length = varint(0, begin, 0);
                if (!cut && Long.compareUnsigned(length, MOST_BYTES) <= 0) {
                    return content((int) length);
                }
                skip(length);
                builder.repaired("packets that are too large", cut ? 0 : 1);
            } else {
                skipField(tag, begin);
            }
        }
        return null;
    }

    private byte[] content(int length) throws IOException {
        byte[] content = file.readNBytes(length);
        position += content.length;
        if (content.length < length) {
            cutOff();
            return null;
        }
        return content;
    }

    private void cutOff() {
        cut = true;
        builder.repaired("packets cut off at the end", 1);
    }

    /** Other fields of the file are skipped, as Perfetto does. */
    private void skipField(long tag, long begin) throws IOException {
        switch ((int) tag & 7) {
            case 0 -> varint(0, begin, 0);
            case 1 -> skip(Long.BYTES);
            case 2 -> skip(varint(0, begin, 0));
            case 5 -> skip(Integer.BYTES);
            default -> throw MalformedTraceException.at(source, begin,
                    "expected a packet of a Perfetto trace, which begins with byte 10, found byte "
                            + (tag & 0xFF));
        }
    }

    private void skip(long length) throws IOException {
        if (cut) {
            return;
        }
        try {
            file.skipNBytes(length < 0 ? Long.MAX_VALUE : length);
            position += length;
        } catch (EOFException _) {
            cutOff();
        }
    }

    private long varint(long soFar, long begin) throws IOException {
        return varint(soFar, begin, 7);
    }

    private long varint(long soFar, long begin, int firstShift) throws IOException {
        long value = soFar;
        for (int shift = firstShift; shift < Long.SIZE; shift += 7) {
            int next = file.read();
            if (next < 0) {
                cutOff();
                return 0;
            }
            position++;
            value |= (next & 0x7FL) << shift;
            if (next < 0x80) {
                return value;
            }
        }
        throw MalformedTraceException.at(source, begin,
                "expected the length of a packet, found a number of more than ten bytes");
    }

    @Override
    public void close() throws IOException {
        bundles.close();
        file.close();
    }
}
