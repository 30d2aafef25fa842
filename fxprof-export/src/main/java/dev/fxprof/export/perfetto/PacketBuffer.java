package dev.fxprof.export.perfetto;

import dev.fxprof.export.files.FileContent;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.zip.Deflater;

/**
 * Gathers packets and writes them, always whole ones at a time, so that a file which is cut off lacks
 * its last packet at most. Where packets are compressed, those of one write become one packet.
 */
final class PacketBuffer implements FileContent {
    /** First byte of a packet in a file: field 1, delimited. */
    static final int PACKET = 0x0A;
    /** Most bytes of what stands around the content of a packet. */
    static final int FRAME = 1 + Wire.LONGEST;

    private static final int CAPACITY = 1 << 16;
    /** Field compressed_packets, delimited: two bytes. */
    private static final long COMPRESSED = Fields.COMPRESSED_PACKETS << 3 | 2;

    private final Deflater deflater;
    private byte[] deflated = new byte[0];
    private byte[] bytes = new byte[CAPACITY];
    private int position;
    private OutputStream out = OutputStream.nullOutputStream();
    private long written;

    PacketBuffer(boolean compresses) {
        deflater = compresses ? new Deflater() : null;
    }

    @Override
    public void attach(OutputStream file, long size) {
        out = file;
        written = size;
        position = 0;
    }

    @Override
    public long size() {
        return written + position;
    }

    @Override
    public long wholeWithin(long size) {
        long whole = written;
        int at = 0;
        while (deflater == null && at < position) {
            int next = at + 1;
            int length = 0;
            for (int shift = 0;; shift += 7) {
                length |= (bytes[next] & 0x7F) << shift;
                if (bytes[next++] >= 0) {
                    break;
                }
            }
            at = next + length;
            if (written + at > size) {
                break;
            }
            whole = written + at;
        }
        return Math.min(whole, size);
    }

    /** The bytes that packets are laid into. */
    byte[] bytes() {
        return bytes;
    }

    /** Makes room for so many bytes and returns where they begin. */
    int begin(int most) throws IOException {
        if (bytes.length - position < most) {
            flush();
            if (bytes.length < most) {
                bytes = new byte[most];
            }
        }
        return position;
    }

    /** Takes what was laid up to an index. */
    void end(int at) {
        position = at;
    }

    /** Takes the content of a packet. */
    void add(Message packet) throws IOException {
        byte[] content = packet.toBytes();
        int at = begin(FRAME + content.length);
        bytes[at++] = PACKET;
        at = Wire.varint(bytes, at, content.length);
        end(Wire.copy(bytes, at, content));
    }

    @Override
    public void flush() throws IOException {
        if (position == 0) {
            return;
        }
        if (deflater == null) {
            out.write(bytes, 0, position);
            written += position;
        } else {
            written += writeCompressed();
        }
        position = 0;
    }

    private int writeCompressed() throws IOException {
        deflater.reset();
        deflater.setInput(bytes, 0, position);
        deflater.finish();
        int head = 2 * FRAME;
        int end = head;
        while (!deflater.finished()) {
            if (end == deflated.length || deflated.length < 2 * head) {
                deflated = Arrays.copyOf(deflated, Math.max(CAPACITY, 2 * deflated.length));
            }
            end += deflater.deflate(deflated, end, deflated.length - end);
        }
        int length = end - head;
        int content = Wire.length(COMPRESSED) + Wire.length(length) + length;
        int begin = head - (content - length) - Wire.length(content) - 1;
        deflated[begin] = PACKET;
        int at = Wire.varint(deflated, begin + 1, content);
        at = Wire.varint(deflated, at, COMPRESSED);
        Wire.varint(deflated, at, length);
        out.write(deflated, begin, end - begin);
        return end - begin;
    }

    @Override
    public void finish() throws IOException {
        flush();
    }

    /** Gives the memory of the compression back. */
    @Override
    public void release() {
        if (deflater != null) {
            deflater.end();
        }
    }
}
