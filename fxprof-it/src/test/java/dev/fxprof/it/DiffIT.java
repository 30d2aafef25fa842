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
        Command command = Command.fxprof("diff");
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
        Path slow = written("slow.json", 3_000);
        Path quick = written("quick.json", 300);
        assertThat(diff(quick, slow).exit()).isEqualTo(1);
        Command.Result result = diff("--markdown", slow, "--", quick).succeeded();
        assertThat(result.out()).startsWith("### fxprof: faster: ").contains("`patrol`");
    }

    /**
     * A recording by hand in which only one function takes another time: in one that was made, the
     * machine may have been slower throughout.
     */
    private static Path written(String name, int patrolMicros) {
        StringBuilder events = new StringBuilder("[");
        for (int tick = 0; tick < 200; tick++) {
            int jitter = tick * 7 % 11;
            int start = tick * 50_000;
            slice(events, "tick", "server", "tick", start, 1_000 + patrolMicros + jitter);
            slice(events, "patrol", "police", "function", start + 10, patrolMicros + jitter);
            slice(events, "wash", "garage", "function", start + patrolMicros + 50, 400 + jitter);
        }
        try {
            return Files.writeString(folder.resolve(name), events.append(']'));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void slice(StringBuilder events, String name, String resource, String kind,
            int start, int micros) {
        events.append(events.length() > 1 ? "," : "").append("""
                {"ph":"X","pid":1,"tid":1,"name":"%s","cat":"%s","ts":%d,"dur":%d,
                "args":{"resource":"%s","kind":"%s"}}
                """.formatted(name, resource, start, micros, resource, kind));
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
        Path quick = written("300.json", 300);
        Path slow = written("450.json", 450);
        // Its share of the tick goes from 300 / 1,300 to 450 / 1,450, a third up.
        assertThat(diff("--min-effect", "20%", quick, slow).exit()).isEqualTo(1);
        diff("--min-effect", "100%", quick, slow).succeeded();
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
