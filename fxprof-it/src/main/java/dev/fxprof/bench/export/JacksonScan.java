package dev.fxprof.bench.export;

import java.io.InputStream;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Bare Jackson streaming over a trace: {@code nextToken} over all of it, {@code currentName} of each
 * member, {@code getString} of each text, {@code getLongValue} and {@code getDoubleValue} of each number.
 * Nothing is kept.
 */
final class JacksonScan {
    private final JsonFactory factory = new JsonFactory();
    private long sum;

    void read(InputStream in) {
        try (JsonParser json = factory.createParser(ObjectReadContext.empty(), in)) {
            for (JsonToken token; (token = json.nextToken()) != null;) {
                switch (token) {
                    case PROPERTY_NAME -> sum += json.currentName().length();
                    case VALUE_STRING -> sum += json.getString().length();
                    case VALUE_NUMBER_INT -> sum += json.getLongValue();
                    case VALUE_NUMBER_FLOAT -> sum += Math.round(json.getDoubleValue());
                    default -> sum++;
                }
            }
        }
    }
}
