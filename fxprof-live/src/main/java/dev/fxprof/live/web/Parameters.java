package dev.fxprof.live.web;

import io.undertow.server.HttpServerExchange;
import java.util.Deque;
import java.util.Optional;

/** Query parameters of a request: each at most once, numbers within their range. */
final class Parameters {
    private static final int MOST_LENGTH = 200;

    /** Says which parameter makes no sense, and what was expected. */
    static final class Malformed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Malformed(String sentence) {
            super(sentence, null, false, false);
        }
    }

    private final HttpServerExchange exchange;

    Parameters(HttpServerExchange exchange) {
        this.exchange = exchange;
    }

    Optional<String> text(String name) {
        Deque<String> values = exchange.getQueryParameters().get(name);
        if (values == null) {
            return Optional.empty();
        }
        if (values.size() != 1 || values.getFirst().length() > MOST_LENGTH) {
            throw new Malformed(name + ": expected one value of at most " + MOST_LENGTH
                    + " characters");
        }
        return Optional.of(values.getFirst());
    }

    long number(String name, long usual, long least, long most) {
        Optional<String> given = text(name);
        if (given.isEmpty()) {
            return usual;
        }
        try {
            long value = Long.parseLong(given.get());
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException _) {
            // Said below.
        }
        throw new Malformed(name + ": expected a whole number from " + least + " to " + most);
    }
}
