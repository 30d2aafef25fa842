package dev.fxprof.export.perfetto;

import com.google.protobuf.ByteString;
import dev.fxprof.api.MalformedTraceException;
import dev.fxprof.api.TraceSource;
import dev.fxprof.export.capture.CaptureBuilder;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/** Packets that are compressed together within one. They are inflated one by one, never as a whole. */
final class Bundles {
    private static final int GZIP_FIRST = 0x1F;
    private static final long FREE = 256L << 20;
    /** Records of spans shrink to a third or a tenth, zeros to a thousandth. */
    private static final long RATIO = 200;
    private static final long MOST_BYTES = 64L << 20;

    private final TraceSource source;
    private final CaptureBuilder builder;
    private InputStream open;
    private long compressed;
    private long inflated;

    Bundles(TraceSource source, CaptureBuilder builder) {
        this.source = source;
        this.builder = builder;
    }

    void open(ByteString content) throws IOException {
        compressed += content.size();
        boolean gzip = !content.isEmpty() && (content.byteAt(0) & 0xFF) == GZIP_FIRST;
        try {
            open = new BufferedInputStream(gzip
                    ? new GZIPInputStream(content.newInput())
                    : new InflaterInputStream(content.newInput()));
        } catch (ZipException | EOFException _) {
            giveUp();
        }
    }

    /** Content of the next packet, or null if there is none any more. */
    byte[] next() throws IOException {
        if (open == null) {
            return null;
        }
        try {
            int tag = open.read();
            if (tag < 0) {
                close();
                return null;
            }
            long length = tag == PacketBuffer.PACKET ? length() : -1;
            if (length < 0 || length > MOST_BYTES) {
                return giveUp();
            }
            byte[] content = open.readNBytes((int) length);
            count(2L + content.length);
            return content.length < length ? giveUp() : content;
        } catch (ZipException | EOFException _) {
            return giveUp();
        }
    }

    private long length() throws IOException {
        long length = 0;
        for (int shift = 0; shift < Integer.SIZE; shift += 7) {
            int next = open.read();
            length |= (next & 0x7FL) << shift;
            if (next < 0x80) {
                return next < 0 ? -1 : length;
            }
        }
        return -1;
    }

    private void count(long bytes) throws MalformedTraceException {
        inflated += bytes;
        if (inflated > FREE + RATIO * compressed) {
            throw new MalformedTraceException(source.name() + " decompresses to more than "
                    + (inflated >> 20) + " MB, expected at most " + RATIO + " times its size");
        }
    }

    private byte[] giveUp() throws IOException {
        builder.repaired("damaged packets", 1);
        close();
        return null;
    }

    void close() throws IOException {
        if (open != null) {
            open.close();
            open = null;
        }
    }
}
