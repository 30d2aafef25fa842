package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Five resources whose functions burn steps of a loop, and the same with some percent more steps in one of
 * them. What a call costs beside its steps is below one percent of it, so the truth is that percentage.
 */
final class ComparedResources {
    /** Functions that take at least five percent of the tick, and their steps. */
    enum Function {
        WASH("garage", 2500, "step = 1, %d do"), TAX("jobs", 2000, "step = 1, %d do"), PRICES(
                "market", 3500, "step = 1, %d do"), PATROL("police", 6000,
                        "step = 1, %d do"), FORECAST("weather", 4500, "step = 1, %d do"), REPAIR(
                                "garage", 250, "step = 1, %d do"), PAYDAY("jobs", 750,
                                        "%d * rounds"), DISPATCH("police", 2000, "%d * share");

        private final String resource;
        private final int steps;
        private final String source;

        Function(String resource, int steps, String source) {
            this.resource = resource;
            this.steps = steps;
            this.source = source;
        }

        /** Whether so many percent of its steps are a whole number of them. */
        boolean canBeSlowerBy(int percent) {
            return steps * percent % 100 == 0;
        }

        private String source(int percent) {
            return source.formatted(steps + steps * percent / 100);
        }

        String label() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    private ComparedResources() {
    }

    static Path before() {
        return Folders.resource("compare");
    }

    /** The same in another folder, with one function ten percent slower. */
    static Path slower(Function function, Path folder) {
        return slower(function, 10, folder);
    }

    /** The same in another folder, with one function slower by some percent. */
    static Path slower(Function function, int percent, Path folder) {
        assertThat(function.canBeSlowerBy(percent)).isTrue();
        Path copy = folder.resolve(function.label());
        try (Stream<Path> files = Files.walk(before())) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path to = copy.resolve(before().relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(to);
                } else {
                    Files.copy(file, to);
                }
            }
            Path script = copy.resolve(function.resource).resolve("main.lua");
            String source = Files.readString(script);
            assertThat(source).containsOnlyOnce(function.source(0));
            Files.writeString(script, source.replace(function.source(0),
                    function.source(percent)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return copy;
    }

    /** Compares two folders as a user does, with the compiler that a user has. */
    static Command compare(Path before, Path after) {
        return Command.launched("simulate", "--compare", before.toString(), after.toString(),
                "--players", "0", "--engine", "luaj");
    }

    /** The change of one function. */
    static JsonNode change(JsonNode comparison, Function function) {
        List<JsonNode> found = comparison.path("changes").valueStream()
                .filter(change -> change.path("name").asString().equals(function.label())
                        && change.path("kind").asString().equals("function"))
                .toList();
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    static boolean holds(JsonNode change, double percent) {
        return change.path("low").asDouble() <= percent
                && change.path("high").asDouble() >= percent;
    }
}
