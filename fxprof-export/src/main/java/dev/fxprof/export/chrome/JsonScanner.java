package dev.fxprof.export.chrome;

import dev.fxprof.api.MalformedTraceException;
import dev.fxprof.api.TraceSource;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Walks through JSON of any size in one buffer. It makes no objects: the text of a string or number
 * stands in {@link #text} from {@link #from} to {@link #to} until the next call.
 *
 * <p>As the viewers do, it takes control characters within strings, and NaN and Infinity as values.
 * Comments, single quotes and commas before a closing brace are refused. Where the content ends too
 * early, every method fails with a {@link CutException}.
 */
final class JsonScanner implements Closeable {
    /** Bytes that are kept of a string; what is longer is read to its end, but cut. */
    static final int LONGEST = 1 << 12;

    private static final int SIZE = 1 << 17;
    private static final int MOST_DEPTH = 1 << 16;
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH = ONES << 7;
    private static final long QUOTES = ONES * '"';
    private static final long BACKSLASHES = ONES * '\\';
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final TraceSource source;
    private final InputStream in;
    /** Behind its content stand quotes, so that no loop need look for the end. */
    private final byte[] bytes = new byte[SIZE + ByteHash.SPARE];
    private final TextBuffer kept = new TextBuffer(LONGEST);
    private byte[] open = new byte[64];
    private int at;
    private int end;
    /** Place of the first byte of the buffer in the file. */
    private long base;

    byte[] text = bytes;
    int from;
    int to;
    /** Hash of the text of a string. */
    long hash;

    JsonScanner(TraceSource source) throws IOException {
        this.source = source;
        in = source.open();
        try {
            while (end < BYTE_ORDER_MARK.length && fill()) {
                continue;
            }
        } catch (IOException e) {
            in.close();
            throw e;
        }
        if (end >= BYTE_ORDER_MARK.length
                && Arrays.equals(bytes, 0, BYTE_ORDER_MARK.length, BYTE_ORDER_MARK, 0,
                        BYTE_ORDER_MARK.length)) {
            at = BYTE_ORDER_MARK.length;
        }
    }

    /** Moves what is not consumed to the front and reads more; false if there is no more. */
    private boolean fill() throws IOException {
        System.arraycopy(bytes, at, bytes, 0, end - at);
        base += at;
        end -= at;
        at = 0;
        int got = in.read(bytes, end, SIZE - end);
        end += Math.max(0, got);
        Arrays.fill(bytes, end, end + ByteHash.SPARE, (byte) '"');
        return got > 0;
    }

    private void more() throws IOException {
        if (!fill()) {
            throw new CutException();
        }
    }

    /** Place in the file of what comes next. */
    long place() {
        return base + at;
    }

    /** The next byte that is no blank; it is not consumed. */
    int next() throws IOException {
        int next = bytes[at];
        return next > ' ' && at < end ? next : nextSlowly();
    }

    private int nextSlowly() throws IOException {
        while (true) {
            if (at >= end) {
                more();
            }
            int next = bytes[at] & 0xFF;
            if (next != ' ' && next != '\n' && next != '\r' && next != '\t') {
                return next;
            }
            at++;
        }
    }

    /** Whether nothing but blanks is left. */
    boolean isAtEnd() throws IOException {
        try {
            next();
            return false;
        } catch (CutException _) {
            return true;
        }
    }

    /** Consumes a byte if it is the next. */
    boolean takes(int wanted) throws IOException {
        if (next() != wanted) {
            return false;
        }
        at++;
        return true;
    }

    /** Consumes a byte, which must be the next. */
    void take(int wanted, String what) throws IOException {
        if (next() != wanted) {
            throw expected(what);
        }
        at++;
    }

    /** Consumes the comma before a further member, or the end of an object or array. */
    boolean goesOn(int closing) throws IOException {
        int next = next();
        if (next != ',' && next != closing) {
            throw expected("',' or '" + (char) closing + "'");
        }
        at++;
        return next == ',';
    }

    /** Goes to the first member of an object; without any, or for another value, skips it: false. */
    boolean enters() throws IOException {
        if (next() != '{') {
            skip();
            return false;
        }
        at++;
        return !takes('}');
    }

    /** Reads the name of a member, and the colon. */
    void key() throws IOException {
        string("a name in quotes");
        if (bytes[at] == ':' && at < end) {
            at++;
            return;
        }
        if (text == bytes) {
            kept.set(bytes, from, to);
            setText();
        }
        take(':', "':'");
    }

    private void setText() {
        text = kept.bytes();
        from = 0;
        to = kept.length();
    }

    /** Reads a string. */
    void string(String what) throws IOException {
        take('"', what);
        while (true) {
            long sum = 0;
            int place = at;
            long word = ByteHash.word(bytes, place);
            long found = ends(word);
            while (found == 0) {
                sum = ByteHash.add(sum, word);
                place += Long.BYTES;
                word = ByteHash.word(bytes, place);
                found = ends(word);
            }
            int count = Long.numberOfTrailingZeros(found) >>> 3;
            int stop = place + count;
            if (stop < end) {
                if (bytes[stop] == '"' && stop - at <= LONGEST) {
                    text = bytes;
                    from = at;
                    to = stop;
                    hash = ByteHash.end(sum, word, count, stop - at);
                    at = stop + 1;
                } else {
                    decode();
                }
                return;
            }
            if (end - at > LONGEST) {
                decode();
                return;
            }
            more();
        }
    }

    /** The bytes of a word that are a quote or a backslash; the lowest that it finds is right. */
    private static long ends(long word) {
        long quote = word ^ QUOTES;
        long backslash = word ^ BACKSLASHES;
        return (quote - ONES & ~quote | backslash - ONES & ~backslash) & HIGH;
    }

    /** Reads a string that has escapes, or is so long that only its beginning is kept. */
    private void decode() throws IOException {
        kept.clear();
        for (int next; (next = take()) != '"';) {
            if (next == '\\') {
                escape();
            } else {
                kept.add(next);
            }
        }
        kept.finish();
        setText();
        hash = ByteHash.of(text, from, to);
    }

    private int take() throws IOException {
        if (at >= end) {
            more();
        }
        return bytes[at++];
    }

    private void escape() throws IOException {
        int next = take();
        switch (next) {
            case '"', '\\', '/' -> kept.add(next);
            case 'b' -> kept.add('\b');
            case 'f' -> kept.add('\f');
            case 'n' -> kept.add('\n');
            case 'r' -> kept.add('\r');
            case 't' -> kept.add('\t');
            case 'u' -> {
                int unit = 0;
                for (int i = 0; i < 4; i++) {
                    int digit = Character.digit(take(), 16);
                    if (digit < 0) {
                        at--;
                        throw expected("four hexadecimal digits");
                    }
                    unit = unit << 4 | digit;
                }
                kept.addUnit(unit);
            }
            default -> {
                at--;
                throw expected("one of the escapes of JSON");
            }
        }
    }

    /** The text that was read. */
    String string() {
        return new String(text, from, to - from, StandardCharsets.UTF_8);
    }

    /** Reads a number; the text of one that is not finite is empty. */
    void number() throws IOException {
        next();
        int stop = Decimal.end(bytes, at);
        while (Math.abs(stop) >= end) {
            if (end - at > LONGEST) {
                throw expected("a number of at most " + LONGEST + " digits");
            }
            more();
            stop = Decimal.end(bytes, at);
        }
        text = bytes;
        from = at;
        to = stop;
        if (stop < 0) {
            at = -stop;
            literal("Infinity", "a number");
            from = to = 0;
        } else {
            at = stop;
        }
    }

    private void literal(String word, String what) throws IOException {
        for (int i = 0; i < word.length(); i++) {
            if (take() != word.charAt(i)) {
                at--;
                throw expected(what);
            }
        }
    }

    /** Reads true, false, null or a number that is none, and tells whether it is true. */
    boolean word(String what) throws IOException {
        int first = next();
        switch (first) {
            case 't' -> literal("true", what);
            case 'f' -> literal("false", what);
            case 'n' -> literal("null", what);
            case 'N' -> literal("NaN", what);
            case 'I' -> literal("Infinity", what);
            default -> throw expected(what);
        }
        return first == 't';
    }

    /** Reads a value of any kind and forgets it. */
    void skip() throws IOException {
        int depth = 0;
        do {
            int next = next();
            if (next == '{' || next == '[') {
                at++;
                if (!takes(next + 2)) {
                    push(depth++, (byte) (next + 2));
                    if (next == '{') {
                        key();
                    }
                    continue;
                }
            } else {
                scalar(next);
            }
            while (depth > 0 && !goesOn(open[depth - 1])) {
                depth--;
            }
            if (depth > 0 && open[depth - 1] == '}') {
                key();
            }
        } while (depth > 0);
    }

    private void push(int depth, byte closing) throws IOException {
        if (depth == MOST_DEPTH) {
            throw expected("at most " + MOST_DEPTH + " levels of objects and arrays");
        }
        if (depth == open.length) {
            open = Arrays.copyOf(open, 2 * depth);
        }
        open[depth] = closing;
    }

    private void scalar(int next) throws IOException {
        if (next == '"') {
            string("a string");
        } else if (Decimal.begins(next)) {
            number();
        } else {
            word("a value");
        }
    }

    /** What is wrong at the next byte. */
    MalformedTraceException expected(String what) {
        return wrong(place(), "expected " + what + ", found " + found());
    }

    /** What is wrong somewhere. */
    MalformedTraceException wrong(long place, String problem) {
        return MalformedTraceException.at(source, place, problem);
    }

    private String found() {
        if (at >= end) {
            return "the end of the file";
        }
        int next = bytes[at] & 0xFF;
        return next > ' ' && next < 0x7F
                ? "'" + new String(bytes, at, 1, StandardCharsets.US_ASCII) + "'"
                : String.format("byte 0x%02X", next);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
