package dev.fxprof.hooks.win64.pdb;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Goes through the records of symbols in a stream, one after the other, in memory of one buffer. Each
 * begins with its length and its kind.
 */
final class SymbolRecords {
    private static final int BUFFER = 1 << 20;
    /** Two bytes of length, and as many as they can count. */
    private static final int LONGEST = (1 << 16) + 2;

    private final MsfStream stream;
    private final long end;
    private final byte[] bytes;
    private final ByteBuffer buffer;
    /** Where in the stream the buffer begins, and how much of it is filled. */
    private long base;
    private int filled;
    private int record;
    private int next;

    private SymbolRecords(MsfStream stream, long from, long end, int size) {
        this.stream = stream;
        this.end = end;
        bytes = new byte[size];
        buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        base = from;
    }

    /** All records of a stream. */
    static SymbolRecords of(MsfStream stream) {
        return new SymbolRecords(stream, 0, stream.size(), BUFFER);
    }

    /** Those that begin at a place in it, of which only the first will be read. */
    static SymbolRecords at(MsfStream stream, long from, long end) {
        return new SymbolRecords(stream, from, end, LONGEST);
    }

    /** Goes to the next record, if there is one. */
    boolean next() throws IOException {
        record = next;
        if (base + record + 2 > end) {
            return false;
        }
        if (filled - record < LONGEST && base + filled < end) {
            fill();
        }
        int length = Short.toUnsignedInt(buffer.getShort(record)) + 2;
        if (length < 4 || length > filled - record) {
            throw stream.malformed(position(), "a symbol of 4 to " + (filled - record)
                    + " bytes, got " + length);
        }
        next = record + length;
        return true;
    }

    private void fill() throws IOException {
        System.arraycopy(bytes, record, bytes, 0, filled - record);
        base += record;
        filled -= record;
        record = 0;
        int more = (int) Math.min(bytes.length - filled, end - base - filled);
        stream.read(base + filled, bytes, filled, more);
        filled += more;
    }

    /** Where in the stream this record is. */
    long position() {
        return base + record;
    }

    int kind() {
        return Short.toUnsignedInt(buffer.getShort(record + 2));
    }

    int u16(int at) throws IOException {
        return Short.toUnsignedInt(buffer.getShort(field(at, 2)));
    }

    long u32(int at) throws IOException {
        return Integer.toUnsignedLong(buffer.getInt(field(at, 4)));
    }

    /** The zero-terminated text that begins there. */
    String text(int at) throws IOException {
        int from = field(at, 1);
        return new String(bytes, from, textEnd(from) - from, StandardCharsets.UTF_8);
    }

    /** Whether the text that begins there is this one, without making a string of it. */
    boolean isText(int at, byte[] text) throws IOException {
        int from = field(at, 1);
        return from + text.length < next && bytes[from + text.length] == 0
                && Arrays.equals(bytes, from, from + text.length, text, 0, text.length);
    }

    private int textEnd(int from) throws IOException {
        int to = from;
        while (bytes[to] != 0) {
            if (++to >= next) {
                throw stream.malformed(position(), "a name that ends within its symbol");
            }
        }
        return to;
    }

    /** Where in the buffer a field of this record is, counted from its kind's end. */
    private int field(int at, int length) throws IOException {
        if (record + 4 + at + length > next) {
            throw stream.malformed(position(), "a symbol of at least " + (4 + at + length)
                    + " bytes, got " + (next - record));
        }
        return record + 4 + at;
    }
}
