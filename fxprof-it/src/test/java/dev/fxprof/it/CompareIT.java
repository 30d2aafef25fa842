package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fxprof.it.ComparedResources.Function;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import tools.jackson.databind.JsonNode;

/** A short form of {@link CompareLongIT}. */
@Isolated
class CompareIT {
    @TempDir
    private Path folder;

    private static Command shortly(Command compare) {
        return compare.and("--blocks", "8", "--duration", "80t", "--warmup", "150");
    }

    @Test
    void shouldNameAFunctionThatBecameTenPercentSlower() throws IOException {
        Path page = folder.resolve("page.html");
        Path after = ComparedResources.slower(Function.PRICES, folder);
        Command.Result result = shortly(
                ComparedResources.compare(ComparedResources.before(), after))
                .and("--json", "--html", page.toString()).run();
        assertThat(result.exit()).as(result.err()).isEqualTo(1);
        JsonNode json = result.json();
        assertThat(json.path("schema").asString()).isEqualTo("fxprof/diff/1");
        assertThat(json.path("verdict").asString()).isEqualTo("slower");
        assertThat(json.path("indicative").asBoolean(true)).isFalse();
        assertThat(json.path("changes").get(0).path("name").asString()).isEqualTo("prices");
        JsonNode change = ComparedResources.change(json, Function.PRICES);
        assertThat(change.path("significant").asBoolean()).isTrue();
        assertThat(change.path("percent").asDouble()).isBetween(5.0, 15.0);
        assertThat(Files.readString(page)).contains("prices", "fxfg").doesNotContain("src=");
    }

    @Test
    void shouldFindNothingBetweenTheSameResources() {
        Command.Result result = shortly(ComparedResources.compare(ComparedResources.before(),
                ComparedResources.before())).and("--markdown").run().succeeded();
        assertThat(result.out()).startsWith("### fxprof: same: no change of 3.0 % or more is sure")
                .contains("| the whole tick |");
        assertThat(result.errors()).isEmpty();
    }

    @Test
    void shouldRefuseWhatCannotBeCompared() {
        Path empty = folder;
        Command.Result result = ComparedResources.compare(ComparedResources.before(), empty).run();
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.err()).contains("--compare: " + empty + " holds no resource");
        Command.Result both = ComparedResources
                .compare(ComparedResources.before(), ComparedResources.before())
                .and("--overhead").run();
        assertThat(both.exit()).isEqualTo(2);
        assertThat(both.err()).contains("--compare cannot be combined with");
    }
}
