package dev.fxprof.export.json;

import dev.fxprof.api.MalformedTraceException;
import dev.fxprof.api.TraceSource;
import java.io.CharConversionException;
import java.io.Closeable;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonFactory;

/**
 * Goes through a JSON document value by value, with as much memory whatever its length.
 *
 * <p>Guarantees: all methods fail with an {@link EOFException} where the document is cut, and with a {@link
 * MalformedTraceException} that names the byte where it is not JSON.
 */
public final class JsonInput implements Closeable {
    /** Longer strings are cut. */
    public static final int LONGEST_TEXT = 4096;

    private static final int LONGEST_REASON = 300;

    /** Call trees nest deeper than Jackson allows by itself. */
    private static final int MOST_DEPTH = 4096;

    private static final JsonFactory JSON = JsonFactory.builder().streamReadConstraints(
            StreamReadConstraints.builder().maxNestingDepth(MOST_DEPTH).build()).build();

    /** Knows how much was read, and whether there is more. */
    private static final class Counted extends FilterInputStream {
        private long count;
        private boolean ended;

        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            ended |= read < 0;
            count += read < 0 ? 0 : 1;
            return read;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            int read = super.read(into, from, length);
            ended |= read < 0;
            count += Math.max(0, read);
            return read;
        }
    }

    private interface Step<T> {
        T take() throws JacksonException;
    }

    private final TraceSource source;
    private final Counted in;
    private final JsonParser parser;

    /**
     * Opens a document and goes to its value.
     *
     * @param source where it stands
     * @throws IOException if it cannot be read, or is empty
     */
    public JsonInput(TraceSource source) throws IOException {
        this.source = source;
        in = new Counted(source.open());
        try {
            parser = parser();
            next();
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    /** Looks at the first bytes, which tell how the text is encoded. */
    private JsonParser parser() throws IOException {
        try {
            return JSON.createParser(ObjectReadContext.empty(), in);
        } catch (JacksonException e) {
            throw e.getCause() instanceof IOException cause
                    && !(cause instanceof CharConversionException)
                            ? cause
                            : MalformedTraceException.at(source, 0, "expected JSON in UTF-8");
        }
    }

    /**
     * Says that the document does not hold what it must.
     *
     * @param what what was expected
     * @return an exception that names the place
     */
    public MalformedTraceException expected(String what) {
        return wrong("expected " + what);
    }

    /**
     * Says that what the document holds cannot be.
     *
     * @param problem what is wrong
     * @return an exception that names the place
     */
    public MalformedTraceException wrong(String problem) {
        return MalformedTraceException.at(source, offset(), problem);
    }

    private long offset() {
        return Math.max(0, parser.currentTokenLocation().getByteOffset());
    }

    /**
     * Goes to the next value of the object that is open, once {@link #isObject} said there is one.
     *
     * @return its name, or null when the object is over
     * @throws IOException if the document cannot be read
     */
    public String field() throws IOException {
        String name = step(parser::nextName);
        if (name != null) {
            next();
            return name;
        }
        end(JsonToken.END_OBJECT);
        return null;
    }

    /**
     * Goes to the next value of the array that is open, once {@link #isArray} said there is one.
     *
     * @return false when the array is over
     * @throws IOException if the document cannot be read
     */
    public boolean element() throws IOException {
        return next() != JsonToken.END_ARRAY;
    }

    private void end(JsonToken expected) throws IOException {
        if (parser.currentToken() != expected) {
            throw new EOFException();
        }
    }

    /**
     * Whether the value is an object.
     *
     * @return true if {@link #field} goes through it
     */
    public boolean isObject() {
        return parser.currentToken() == JsonToken.START_OBJECT;
    }

    /**
     * Whether the value is an array.
     *
     * @return true if {@link #element} goes through it
     */
    public boolean isArray() {
        return parser.currentToken() == JsonToken.START_ARRAY;
    }

    /**
     * Whether the value is a number.
     *
     * @return false for a string with digits
     */
    public boolean isNumber() {
        return parser.currentToken().isNumeric();
    }

    /**
     * Whether the value is a number without a fraction.
     *
     * @return false for {@code 1.0}
     */
    public boolean isWhole() {
        return parser.currentToken() == JsonToken.VALUE_NUMBER_INT;
    }

    /**
     * Whether the value is {@code true}.
     *
     * @return false for all others
     */
    public boolean isTrue() {
        return parser.currentToken() == JsonToken.VALUE_TRUE;
    }

    /**
     * The value as a floating-point number.
     *
     * @return the nearest one
     * @throws IOException if the value is no number, or the document cannot be read
     */
    public double real() throws IOException {
        if (!isNumber()) {
            throw expected("a number");
        }
        return step(parser::getDoubleValue);
    }

    /**
     * The value as a whole number; fractions are cut.
     *
     * @param otherwise result for what is no number
     * @return its value; one of 64 bits without a sign wraps, beyond it is the nearest one
     * @throws IOException if the document cannot be read
     */
    public long integer(long otherwise) throws IOException {
        JsonToken token = parser.currentToken();
        if (!token.isNumeric()) {
            skip();
            return otherwise;
        }
        try {
            return token == JsonToken.VALUE_NUMBER_INT
                    ? parser.getLongValue()
                    : (long) parser.getDoubleValue();
        } catch (InputCoercionException _) {
            return large(step(parser::getBigIntegerValue));
        } catch (JacksonException e) {
            throw failure(e);
        }
    }

    private static long large(BigInteger value) {
        boolean isUnsigned = value.signum() > 0 && value.bitLength() <= Long.SIZE;
        long nearest = value.signum() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
        return isUnsigned ? value.longValue() : nearest;
    }

    /**
     * The value as a string.
     *
     * @return an empty one for what is neither a string nor a number
     * @throws IOException if the document cannot be read
     */
    public String text() throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_STRING && !isNumber()) {
            skip();
            return "";
        }
        String text = step(parser::getString);
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT);
    }

    /**
     * Skips the value.
     *
     * @throws IOException if the document cannot be read
     */
    public void skip() throws IOException {
        step(parser::skipChildren);
        if (isObject() || isArray()) {
            throw new EOFException();
        }
    }

    private JsonToken next() throws IOException {
        JsonToken token = step(parser::nextToken);
        if (token == null) {
            throw new EOFException();
        }
        return token;
    }

    private <T> T step(Step<T> step) throws IOException {
        try {
            return step.take();
        } catch (JacksonException e) {
            throw failure(e);
        }
    }

    private IOException failure(JacksonException e) {
        if (e instanceof JacksonIOException && e.getCause() instanceof IOException cause
                && !(cause instanceof CharConversionException)) {
            return cause;
        }
        boolean isCut = e instanceof UnexpectedEndOfInputException
                || in.ended && parser.currentLocation().getByteOffset() >= in.count;
        return isCut
                ? new EOFException()
                : expected("JSON: " + reason(e));
    }

    private static String reason(JacksonException e) {
        String reason = e.getOriginalMessage().replaceAll("[^ -~]+", " ");
        return reason.substring(0, Math.min(reason.length(), LONGEST_REASON));
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
