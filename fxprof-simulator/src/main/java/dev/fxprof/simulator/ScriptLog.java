package dev.fxprof.simulator;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** What scripts print and how they fail. The first lines are shown, all are counted. */
final class ScriptLog {
    private static final int SHOWN_PER_RESOURCE = 5;

    private final Consumer<String> out;
    private final Map<String, Integer> errors = new LinkedHashMap<>();
    private long total;

    ScriptLog(Consumer<String> out) {
        this.out = out;
    }

    void print(String resource, String line) {
        out.accept("[script:" + resource + "] " + line);
    }

    void error(String resource, String message) {
        total++;
        int count = errors.merge(resource, 1, Integer::sum);
        if (count <= SHOWN_PER_RESOURCE) {
            out.accept("script error in " + resource + ": " + message);
        } else if (count == SHOWN_PER_RESOURCE + 1) {
            out.accept("script error in " + resource + ": further errors are only counted");
        }
    }

    void notice(String line) {
        out.accept(line);
    }

    long errors() {
        return total;
    }
}
