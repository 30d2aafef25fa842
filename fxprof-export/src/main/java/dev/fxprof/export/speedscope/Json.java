package dev.fxprof.export.speedscope;

import dev.fxprof.api.MalformedTraceException;
import dev.fxprof.api.TraceSource;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;

/** Walks through a JSON file without holding it in memory. */
final class Json implements Closeable {
    /** What is done at one place. */
    @FunctionalInterface
    interface Step {
        void take() throws IOException;
    }

    /** What is done with the value of a key. */
    @FunctionalInterface
    interface Member {
        void take(String key) throws IOException;
    }

    /** Knows whether all was read. */
    private static final class Counted extends FilterInputStream {
        private long count;
        private boolean ended;

        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] to, int from, int most) throws IOException {
            int got = super.read(to, from, most);
            ended |= got < 0;
            count += Math.max(0, got);
            return got;
        }
    }

    private static final JsonFactory FACTORY = new JsonFactory();
    private static final int LONGEST_REASON = 120;

    private final TraceSource source;
    private final Counted in;
    private final JsonParser parser;

    Json(TraceSource source) throws IOException {
        this.source = source;
        in = new Counted(source.open());
        try {
            parser = FACTORY.createParser(ObjectReadContext.empty(), in);
        } catch (JacksonException e) {
            in.close();
            throw e.getCause() instanceof IOException cause
                    ? cause
                    : MalformedTraceException.at(source, 0, "expected JSON");
        }
    }

    /** Does something, and tells whether the file ended within it. */
    boolean run(Step step) throws IOException {
        try {
            step.take();
            return false;
        } catch (JacksonIOException e) {
            throw e.getCause() instanceof IOException cause ? cause : new IOException(e);
        } catch (JacksonException e) {
            if (in.ended && parser.currentLocation().getByteOffset() >= in.count) {
                return true;
            }
            String reason = e.getOriginalMessage().replaceAll("\\p{Cntrl}", " ");
            throw problem("expected JSON: "
                    + reason.substring(0, Math.min(LONGEST_REASON, reason.length())));
        }
    }

    MalformedTraceException problem(String what) {
        return MalformedTraceException.at(source, parser.currentTokenLocation().getByteOffset(),
                what);
    }

    /** Goes into an object, whose begin is next or here, and takes each of its members. */
    void object(Member member) throws IOException {
        expect(JsonToken.START_OBJECT, "an object");
        members(member);
    }

    /** Takes each member of the object that was just begun. */
    void members(Member member) throws IOException {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = parser.currentName();
            parser.nextToken();
            member.take(key);
        }
    }

    /** Goes into an array, whose begin is here, and takes each of its elements. */
    void array(Step element) throws IOException {
        expect(JsonToken.START_ARRAY, "a list");
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            element.take();
        }
    }

    private void expect(JsonToken token, String what) throws IOException {
        if (parser.currentToken() == null) {
            parser.nextToken();
        }
        if (parser.currentToken() != token) {
            throw problem("expected " + what);
        }
    }

    void skip() {
        parser.skipChildren();
    }

    boolean isTrue() {
        return parser.currentToken() == JsonToken.VALUE_TRUE;
    }

    /** The string that is here, or an empty one for anything else. */
    String text() {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            return parser.getString();
        }
        skip();
        return "";
    }

    /** The number that is here as a whole one, or 0 for anything else. */
    long whole() throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT
                && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
            return parser.getLongValue();
        }
        if (parser.currentToken() != null && parser.currentToken().isNumeric()) {
            return Math.round(parser.getDoubleValue());
        }
        skip();
        return 0;
    }

    /** The number that is here. */
    double number() throws IOException {
        JsonToken token = parser.currentToken();
        if (token == null || !token.isNumeric()) {
            throw problem("expected a number");
        }
        return parser.getDoubleValue();
    }

    /** The number that is here, in nanoseconds. */
    long nanos(long scale) throws IOException {
        double rough = number() * scale;
        checkReach(rough);
        boolean whole = parser.currentToken() == JsonToken.VALUE_NUMBER_INT;
        return whole ? parser.getLongValue() * scale : Math.round(rough);
    }

    /** Checks that a clock may reach so far. */
    void checkReach(double nanos) throws IOException {
        if (!(Math.abs(nanos) < 1L << 60)) {
            throw problem("the time is beyond 36 years");
        }
    }

    @Override
    public void close() throws IOException {
        try {
            parser.close();
        } catch (JacksonException _) {
            // Nothing more is read.
        }
        in.close();
    }
}
