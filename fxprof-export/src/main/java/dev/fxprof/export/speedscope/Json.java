package dev.fxprof.export.speedscope;

import dev.fxprof.api.MalformedTraceException;
import dev.fxprof.api.TraceSource;
import dev.fxprof.export.json.JsonInput;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;

/** Walks through a JSON file without holding it in memory, each object and list at one go. */
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

    private final JsonInput in;

    Json(TraceSource source) throws IOException {
        try {
            in = new JsonInput(source);
        } catch (EOFException _) {
            throw MalformedTraceException.at(source, 0,
                    "expected an object, found the end of the file");
        }
    }

    /** Does something, and tells whether the file ended within it. */
    boolean run(Step step) throws IOException {
        try {
            step.take();
            return false;
        } catch (EOFException _) {
            return true;
        }
    }

    MalformedTraceException problem(String what) {
        return in.wrong(what);
    }

    /** Takes each member of the object that is here. */
    void object(Member member) throws IOException {
        if (!in.isObject()) {
            throw in.expected("an object");
        }
        for (String key = in.field(); key != null; key = in.field()) {
            member.take(key);
        }
    }

    /** Takes each element of the array that is here. */
    void array(Step element) throws IOException {
        if (!in.isArray()) {
            throw in.expected("a list");
        }
        while (in.element()) {
            element.take();
        }
    }

    void skip() throws IOException {
        in.skip();
    }

    boolean isTrue() {
        return in.isTrue();
    }

    /** The text that is here, or an empty one for what is none. */
    String text() throws IOException {
        return in.text();
    }

    /** The number that is here as a whole one, or 0 for anything else. */
    long whole() throws IOException {
        return in.integer(0);
    }

    /** The number that is here. */
    double number() throws IOException {
        return in.real();
    }

    /** The number that is here, in nanoseconds. */
    long nanos(long scale) throws IOException {
        double rough = number() * scale;
        checkReach(rough);
        return in.isWhole() ? whole() * scale : Math.round(rough);
    }

    /** Checks that a clock may reach so far. */
    void checkReach(double nanos) throws IOException {
        if (!(Math.abs(nanos) < 1L << 60)) {
            throw problem("the time is beyond 36 years");
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
