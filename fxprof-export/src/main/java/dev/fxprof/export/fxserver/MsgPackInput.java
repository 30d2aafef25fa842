package dev.fxprof.export.fxserver;

import dev.fxprof.api.MalformedTraceException;
import dev.fxprof.api.TraceSource;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads MessagePack as a stream, with as much memory whatever the length.
 *
 * <p>Source: the MessagePack specification. Its end comes as an {@link EOFException}, so that what stands
 * before a cut can be told from what is malformed.
 */
final class MsgPackInput implements Closeable {
    /** Longer strings are cut; names are short, but a screenshot may stand where a name can. */
    static final int LONGEST_TEXT = 4096;

    private static final int BUFFER = 1 << 16;
    private static final int MOST_DEPTH = 64;
    private static final int KNOWN_TEXTS = 1 << 12;

    private final TraceSource source;
    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER];
    private final byte[] text = new byte[LONGEST_TEXT];
    private final String[] texts = new String[KNOWN_TEXTS];
    private final byte[][] textBytes = new byte[KNOWN_TEXTS][];
    private int at;
    private int end;
    private long before;

    MsgPackInput(TraceSource source) throws IOException {
        this.source = source;
        in = source.open();
    }

    /** Bytes that were read. */
    long offset() {
        return before + at;
    }

    /** Whether the content is over. */
    boolean isAtEnd() throws IOException {
        return at == end && !fill();
    }

    MalformedTraceException expected(String what, int found) {
        return MalformedTraceException.at(source, offset() - 1,
                "expected " + what + ", found MessagePack type 0x" + Integer.toHexString(found));
    }

    /** Number of pairs of a map. */
    long map() throws IOException {
        int type = next();
        if ((type & 0xF0) == 0x80) {
            return type & 0x0F;
        }
        return switch (type) {
            case 0xDE -> big(2);
            case 0xDF -> big(4);
            default -> throw expected("a map", type);
        };
    }

    /** Number of elements of an array. */
    long array() throws IOException {
        int type = next();
        if ((type & 0xF0) == 0x90) {
            return type & 0x0F;
        }
        return switch (type) {
            case 0xDC -> big(2);
            case 0xDD -> big(4);
            default -> throw expected("an array", type);
        };
    }

    /** An integer; one of 64 bits without a sign wraps, as a negative time of the server did. */
    long integer() throws IOException {
        int type = next();
        if (type < 0x80) {
            return type;
        }
        if (type >= 0xE0) {
            return (byte) type;
        }
        return switch (type) {
            case 0xCC -> big(1);
            case 0xCD -> big(2);
            case 0xCE -> big(4);
            case 0xCF, 0xD3 -> big(8);
            case 0xD0 -> (byte) big(1);
            case 0xD1 -> (short) big(2);
            case 0xD2 -> (int) big(4);
            default -> throw expected("an integer", type);
        };
    }

    /** A string, or binary data that stands for one. */
    String string() throws IOException {
        int type = next();
        long length = textLength(type);
        if (length < 0) {
            throw expected("a string", type);
        }
        int kept = (int) Math.min(length, LONGEST_TEXT);
        for (int read = 0; read < kept;) {
            if (at == end) {
                need();
            }
            int part = Math.min(kept - read, end - at);
            System.arraycopy(buffer, at, text, read, part);
            at += part;
            read += part;
        }
        skipBytes(length - kept);
        return kept == 0 ? "" : known(kept);
    }

    /** The same few names come again and again: each is made once. */
    private String known(int length) {
        int hash = 1;
        for (int i = 0; i < length; i++) {
            hash = 31 * hash + text[i];
        }
        int slot = (hash ^ hash >>> 16) & KNOWN_TEXTS - 1;
        byte[] known = textBytes[slot];
        if (known == null || !Arrays.equals(known, 0, known.length, text, 0, length)) {
            textBytes[slot] = Arrays.copyOf(text, length);
            texts[slot] = new String(text, 0, length, StandardCharsets.UTF_8);
        }
        return texts[slot];
    }

    private long textLength(int type) throws IOException {
        if ((type & 0xE0) == 0xA0) {
            return type & 0x1F;
        }
        return switch (type) {
            case 0xD9, 0xC4 -> big(1);
            case 0xDA, 0xC5 -> big(2);
            case 0xDB, 0xC6 -> big(4);
            default -> -1;
        };
    }

    /** Whether an array comes next. */
    boolean isArrayNext() throws IOException {
        if (at == end) {
            need();
        }
        int type = buffer[at] & 0xFF;
        return (type & 0xF0) == 0x90 || type == 0xDC || type == 0xDD;
    }

    /** Skips a value. */
    void skip() throws IOException {
        skip(0);
    }

    private void skip(int depth) throws IOException {
        int type = next();
        if (depth > MOST_DEPTH) {
            throw MalformedTraceException.at(source, offset() - 1,
                    "expected values nested at most " + MOST_DEPTH + " deep");
        }
        if ((type & 0xF0) == 0x90) {
            skipAll(type & 0x0F, depth);
        } else if ((type & 0xF0) == 0x80) {
            skipAll(2L * (type & 0x0F), depth);
        } else if (type >= 0xA0 && type < 0xC0) {
            skipBytes(type & 0x1F);
        } else if (type >= 0xC0 && type < 0xE0) {
            skipLong(type, depth);
        }
    }

    private void skipLong(int type, int depth) throws IOException {
        switch (type) {
            case 0xC0, 0xC2, 0xC3 -> {
            }
            case 0xC4, 0xD9 -> skipBytes(big(1));
            case 0xC5, 0xDA -> skipBytes(big(2));
            case 0xC6, 0xDB -> skipBytes(big(4));
            case 0xC7 -> skipBytes(big(1) + 1);
            case 0xC8 -> skipBytes(big(2) + 1);
            case 0xC9 -> skipBytes(big(4) + 1);
            case 0xCA, 0xCE, 0xD2 -> skipBytes(4);
            case 0xCB, 0xCF, 0xD3 -> skipBytes(8);
            case 0xCC, 0xD0 -> skipBytes(1);
            case 0xCD, 0xD1 -> skipBytes(2);
            case 0xD4, 0xD5, 0xD6, 0xD7, 0xD8 -> skipBytes(1 + (1L << type - 0xD4));
            case 0xDC -> skipAll(big(2), depth);
            case 0xDD -> skipAll(big(4), depth);
            case 0xDE -> skipAll(2 * big(2), depth);
            case 0xDF -> skipAll(2 * big(4), depth);
            default -> throw expected("a value", type);
        }
    }

    private void skipAll(long values, int depth) throws IOException {
        for (long i = 0; i < values; i++) {
            skip(depth + 1);
        }
    }

    private void skipBytes(long count) throws IOException {
        for (long left = count; left > 0;) {
            if (at == end) {
                need();
            }
            int part = (int) Math.min(left, end - at);
            at += part;
            left -= part;
        }
    }

    private long big(int bytes) throws IOException {
        long value = 0;
        for (int i = 0; i < bytes; i++) {
            value = value << 8 | next();
        }
        return value;
    }

    private int next() throws IOException {
        if (at == end) {
            need();
        }
        return buffer[at++] & 0xFF;
    }

    private void need() throws IOException {
        if (!fill()) {
            throw new EOFException();
        }
    }

    private boolean fill() throws IOException {
        before += end;
        at = 0;
        end = 0;
        int read = in.read(buffer);
        end = Math.max(0, read);
        return read > 0;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
