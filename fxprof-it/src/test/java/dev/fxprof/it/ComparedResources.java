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
 * Five resources whose functions burn steps of a loop, and the same with ten percent more steps in one of
 * them. What a call costs beside its steps is below one percent of it, so the truth is ten percent.
 */
final class ComparedResources {
    /** Functions that take at least five percent of the tick, and their steps. */
    enum Function {
        WASH("garage", "step = 1, 2500 do", "step = 1, 2750 do"), TAX("jobs", "step = 1, 2000 do",
                "step = 1, 2200 do"), PRICES("market", "step = 1, 3500 do",
                        "step = 1, 3850 do"), PATROL("police", "step = 1, 6000 do",
                                "step = 1, 6600 do"), FORECAST("weather", "step = 1, 4500 do",
                                        "step = 1, 4950 do"), REPAIR("garage", "step = 1, 250 do",
                                                "step = 1, 275 do"), PAYDAY("jobs", "750 * rounds",
                                                        "825 * rounds"), DISPATCH("police",
                                                                "2000 * share", "2200 * share");

        private final String resource;
        private final String steps;
        private final String more;

        Function(String resource, String steps, String more) {
            this.resource = resource;
            this.steps = steps;
            this.more = more;
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
            assertThat(source).containsOnlyOnce(function.steps);
            Files.writeString(script, source.replace(function.steps, function.more));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return copy;
    }

    /** Compares two folders as a user does, with the compiler that a user has. */
    static Command compare(Path before, Path after) {
        return Command.fxprof("simulate", "--compare", before.toString(), after.toString(),
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
