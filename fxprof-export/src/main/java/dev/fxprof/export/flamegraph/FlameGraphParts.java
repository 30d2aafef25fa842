package dev.fxprof.export.flamegraph;

import dev.fxprof.export.page.PageText;
import java.io.IOException;
import java.io.UncheckedIOException;

/** What all graphs have in common: constant, so that a page can allow it by its hash. */
final class FlameGraphParts {
    static final String SCRIPT = read("flamegraph.js");
    static final String STYLE = read("flamegraph.css");

    private FlameGraphParts() {
    }

    private static String read(String name) {
        try {
            return PageText.resource(FlameGraphParts.class, name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
