package dev.fxprof.it;

import static dev.fxprof.it.Requirement.require;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Opens what fxprof writes in a real browser. */
final class Viewers {
    private static final Path FOLDER = Path.of("viewers").toAbsolutePath();
    private static final int TOOL_MISSING = 3;

    private Viewers() {
    }

    /** Opens a trace in Speedscope and in the Catapult viewer. */
    static JsonNode open(Path trace, String... options) {
        return run("check.mjs", trace, options);
    }

    /** Opens the page of a report, and uses it. */
    static JsonNode report(Path page, String... options) {
        return run("report.mjs", page, options);
    }

    /** Uses a page that a server shows. */
    static JsonNode use(String script, String address, List<String> options, Path screenshots) {
        List<String> words = new ArrayList<>(options);
        words.addAll(List.of("--screenshots", screenshots.toString()));
        return open(script, address, words);
    }

    /** Opens a file with one of the scripts. */
    static JsonNode run(String script, Path file, String... options) {
        return open(script, file.toString(), List.of(options));
    }

    private static JsonNode open(String script, String what, List<String> options) {
        require(Requirement.runs("node", "--version"), "viewers", "node is not installed");
        require(Files.isDirectory(FOLDER.resolve("node_modules")), "viewers",
                "npm ci was not run in fxprof-it/viewers");
        List<String> words = new ArrayList<>(List.of("node",
                FOLDER.resolve(script).toString(), what));
        words.addAll(options);
        Command.Result result = Command.of(words.toArray(String[]::new))
                .within(Duration.ofMinutes(5)).run();
        require(result.exit() != TOOL_MISSING, "viewers", result.err().strip());
        assertThat(result.out()).as(result.err()).isNotEmpty();
        return result.json();
    }
}
