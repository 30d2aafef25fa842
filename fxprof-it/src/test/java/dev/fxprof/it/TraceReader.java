package dev.fxprof.it;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/** Streams a Chrome trace in array form; a file that lacks only the closing bracket gets it. */
final class TraceReader {
    private static final int TAIL = 8192;

    private final TraceEvent event = new TraceEvent();
    private final JsonParser parser;

    private TraceReader(JsonParser parser) {
        this.parser = parser;
    }

    static void read(Path file, Consumer<TraceEvent> to) {
        try (InputStream in = isClosed(file)
                ? Files.newInputStream(file)
                : new SequenceInputStream(Files.newInputStream(file),
                        new ByteArrayInputStream("]".getBytes(StandardCharsets.US_ASCII)));
                JsonParser parser = JsonMapper.shared().createParser(in)) {
            new TraceReader(parser).all(to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static boolean isClosed(Path file) throws IOException {
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            byte[] tail = new byte[(int) Math.min(TAIL, in.length())];
            in.seek(in.length() - tail.length);
            in.readFully(tail);
            return new String(tail, StandardCharsets.UTF_8).strip().endsWith("]");
        }
    }

    private void all(Consumer<TraceEvent> to) {
        expect(JsonToken.START_ARRAY);
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            event.clear();
            event();
            to.accept(event);
        }
        if (parser.nextToken() != null) {
            throw new IllegalStateException("there is more behind the array");
        }
    }

    private void expect(JsonToken token) {
        JsonToken found = parser.nextToken();
        if (found != token) {
            throw new IllegalStateException("expected " + token + ", found " + found);
        }
    }

    private void event() {
        String key;
        while ((key = parser.nextName()) != null) {
            parser.nextToken();
            switch (key) {
                case "ph" -> event.phase = parser.getString().charAt(0);
                case "name" -> event.name = parser.getString();
                case "cat" -> event.category = parser.getString();
                case "tid" -> event.track = parser.getIntValue();
                case "id" -> event.id = parser.getLongValue();
                case "ts" -> event.startNanos = nanos();
                case "dur" -> event.durationNanos = nanos();
                case "args" -> arguments();
                default -> parser.skipChildren();
            }
        }
    }

    private void arguments() {
        String key;
        while ((key = parser.nextName()) != null) {
            parser.nextToken();
            switch (key) {
                case "resource" -> event.resource = parser.getString();
                case "runtime" -> event.runtime = parser.getString();
                case "kind" -> event.kind = parser.getString();
                case "span_id" -> event.span = parser.getLongValue();
                case "parent_span_id" -> event.parent = parser.getLongValue();
                case "earlier" -> event.earlier = parser.getLongValue();
                case "from_span_id" -> event.from = parser.getLongValue();
                case "to_span_id" -> event.to = parser.getLongValue();
                case "records" -> event.lost = parser.getLongValue();
                case "continued" -> event.continued = parser.getBooleanValue();
                case "placeholder" -> event.placeholder = parser.getBooleanValue();
                case "unfinished" -> event.unfinished = parser.getBooleanValue();
                default -> parser.skipChildren();
            }
        }
    }

    /** Microseconds with three decimals as nanoseconds, exactly. */
    private long nanos() {
        char[] text = parser.getStringCharacters();
        int from = parser.getStringOffset();
        int length = parser.getStringLength();
        long value = 0;
        boolean exact = length > 4 && text[from + length - 4] == '.';
        for (int i = from; exact && i < from + length; i++) {
            if (i != from + length - 4) {
                exact = text[i] >= '0' && text[i] <= '9';
                value = 10 * value + (text[i] - '0');
            }
        }
        if (!exact) {
            throw new IllegalStateException("not microseconds with three decimals: "
                    + new String(text, from, length));
        }
        return value;
    }
}
