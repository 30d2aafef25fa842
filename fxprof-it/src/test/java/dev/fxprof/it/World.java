package dev.fxprof.it;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** A run of small resources of the tests' own, with what their scripts printed. */
record World(JsonNode json, List<String> log, TraceTree tree) {
    private static final String PRINTED = "[script:";

    static World run(Path resources, Path out, String... options) {
        Command command = Command.simulate("--resources", resources.toString(), "--profile",
                "full", "--log", "--json", "--out", out.toString()).and(options);
        Command.Result result = command.words().contains("--players")
                ? command.run().succeeded()
                : command.and("--players", "0").run().succeeded();
        TraceTree tree = TraceCheck.check(LoadedTrace.of(out), TraceCheck.State.WHOLE);
        return new World(result.json(), result.errors(), tree);
    }

    static World named(String name, Path out, String... options) {
        return run(Folders.resource("world").resolve(name), out, options);
    }

    /** What the scripts of a resource printed, with blanks for tabs. */
    List<String> printed(String resource) {
        String prefix = PRINTED + resource + "] ";
        return log.stream().filter(line -> line.startsWith(prefix))
                .map(line -> line.substring(prefix.length()).replace('\t', ' ')).toList();
    }

    /** What the server itself had to say. */
    List<String> notices() {
        return log.stream().filter(line -> !line.startsWith(PRINTED)).toList();
    }

    LoadedTrace trace() {
        return tree.file;
    }

    int[] slices(String name) {
        return trace().named(name);
    }

    long spans(String name) {
        return Arrays.stream(slices(name)).filter(trace()::beginsSpan).count();
    }
}
