package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class DiffIT {
    @TempDir
    private static Path folder;

    private static Path before;
    private static Path after;

    /** The resources as they are, and with a function that does ten times as much: sure on a busy machine. */
    @BeforeAll
    static void record() {
        before = record("before", ComparedResources.before());
        after = record("after",
                ComparedResources.slower(ComparedResources.Function.PATROL, 900, folder));
    }

    private static Path record(String name, Path resources) {
        Path out = folder.resolve(name);
        Command.simulate("--resources", resources.toString(), "--players", "0", "--engine", "luaj",
                "--profile", "full", "--duration", "200t", "--out", out.toString()).run()
                .succeeded();
        try (Stream<Path> files = Files.list(out)) {
            return files.findFirst().orElseThrow();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Command.Result diff(Object... arguments) {
        Command command = Command.fxprof("diff").quick();
        for (Object argument : arguments) {
            command = command.and(argument.toString());
        }
        return command.run();
    }

    @Test
    void shouldFindNothingBetweenARecordingAndItself() {
        Command.Result result = diff(before, before).succeeded();
        assertThat(result.out()).startsWith("same: no change of 3.0 % or more is sure")
                .contains("(indicative)", "the whole tick", "function patrol of police");
        assertThat(result.errors()).isEmpty();
    }

    @Test
    void shouldSayWhatBecameSlowerAndEndWithOne() {
        Command.Result result = diff("--json", before, after);
        assertThat(result.exit()).as(result.err()).isEqualTo(1);
        JsonNode json = result.json();
        assertThat(json.path("schema").asString()).isEqualTo("fxprof/diff/1");
        assertThat(json.path("verdict").asString()).isEqualTo("slower");
        assertThat(json.path("indicative").asBoolean()).isTrue();
        JsonNode change = ComparedResources.change(json, ComparedResources.Function.PATROL);
        assertThat(change.path("significant").asBoolean()).isTrue();
        assertThat(change.path("resource").asString()).isEqualTo("police");
        assertThat(change.path("low").asDouble()).isLessThan(change.path("percent").asDouble());
    }

    @Test
    void shouldCallTheOtherDirectionFasterAndEndWithZero() {
        Command.Result result = diff("--markdown", "--min-effect", "50%", after, "--",
                before).succeeded();
        assertThat(result.out()).startsWith("### fxprof: faster: ").contains("`patrol`");
    }

    @Test
    void shouldTakeSeveralRecordingsASide() {
        JsonNode json = diff("--json", before, before, "--", before, before, before).succeeded()
                .json();
        assertThat(json.path("indicative").asBoolean(true)).isFalse();
        assertThat(json.path("before").path("runs").asInt()).isEqualTo(2);
        assertThat(json.path("after").path("runs").asInt()).isEqualTo(3);
        assertThat(json.path("verdict").asString()).isEqualTo("same");
    }

    @Test
    void shouldHonourTheSmallestEffect() {
        diff("--min-effect", "100%", after, before).succeeded();
        assertThat(diff("--min-effect", "0", before, before).exit()).isEqualTo(2);
    }

    @Test
    void shouldWriteAPageWithBothFlameGraphs() throws IOException {
        Path page = folder.resolve("page.html");
        diff("--html", page, before, before).succeeded();
        assertThat(Files.readString(page)).contains("widths as after the change",
                "widths as before the change", "patrol");
    }

    @Test
    void shouldExplainWhatIsWrongWithItsArguments() throws IOException {
        assertError(diff(before), "got 1 without --");
        assertError(diff(before, folder.resolve("none.json")), "there is no file");
        assertError(diff(before, "--", after, "--json"), "options stand before the recordings");
        assertError(diff("--json", "--markdown", before, after), "cannot be combined");
        Path broken = Files.writeString(folder.resolve("broken.json"), "not a recording");
        assertError(diff(before, broken), broken.toString());
    }

    private static void assertError(Command.Result result, String sentence) {
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.errors()).hasSize(1).first().asString().contains(sentence);
    }
}
