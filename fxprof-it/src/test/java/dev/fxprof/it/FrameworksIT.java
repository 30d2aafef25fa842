package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/**
 * Two real frameworks with 64 players on MariaDB. They are not part of this project:
 * {@code -Dfxprof.frameworks=DIR} names a folder with clones of esx-framework/esx_core and
 * qbcore-framework/qb-core.
 */
@EnabledIfSystemProperty(named = "fxprof.frameworks", matches = ".+")
class FrameworksIT {
    private static final Path EXAMPLES = Path.of("..", "docs", "examples");
    /** They need a character selection in the client, which the simulated ones have not. */
    private static final List<String> LEFT_OUT = List.of("esx_multicharacter");

    @TempDir
    Path folder;

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(f -> !f.toString().contains("/.git")).toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }

    private void install(String framework) throws IOException {
        Path clones = Path.of(System.getProperty("fxprof.frameworks"));
        if (framework.equals("esx")) {
            copy(clones.resolve("esx_core").resolve("[core]"), folder.resolve("[core]"));
            for (String resource : LEFT_OUT) {
                Folders.delete(folder.resolve("[core]").resolve(resource));
            }
        } else {
            copy(clones.resolve("qb-core"), folder.resolve("qb-core"));
            copy(EXAMPLES.resolve("login"), folder.resolve("login"));
        }
    }

    @ParameterizedTest
    @CsvSource({"esx, es_extended, loadESXPlayer", "qb, qb-core, QBCore.Player.Login"})
    void shouldRunWithSixtyFourPlayers(String framework, String resource, String function)
            throws IOException {
        install(framework);

        JsonNode json = Command.launched("simulate", "--resources", folder.toString(),
                "--scenario", EXAMPLES.resolve("players-" + framework + ".yml").toString(),
                "--profile", "full", "--trace", "none", "--json").run().succeeded().json();

        assertThat(json.path("database").asString()).startsWith("MariaDB");
        assertThat(json.path("ticks").asInt()).isEqualTo(1200);
        assertThat(json.path("players").asInt()).isEqualTo(64);
        assertThat(json.path("failedResources")).isEmpty();
        assertThat(json.path("scriptErrors").asInt(-1)).isZero();
        assertThat(json.path("unmodelledNatives")).isEmpty();
        assertThat(json.path("refusedStatements")).isEmpty();
        assertThat(json.path("sqlFiles")).isNotEmpty();
        assertThat(json.path("functions").valueStream()).anySatisfy(row -> {
            assertThat(row.path("resource").asString()).isEqualTo(resource);
            assertThat(row.path("name").asString()).isEqualTo(function);
            assertThat(row.path("file").asString()).startsWith("@" + resource + "/server/");
            assertThat(row.path("line").asInt()).isPositive();
            assertThat(row.path("calls").asInt()).isGreaterThanOrEqualTo(64);
        });
    }
}
