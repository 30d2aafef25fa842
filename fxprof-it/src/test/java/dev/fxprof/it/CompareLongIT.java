package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fxprof.it.ComparedResources.Function;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import tools.jackson.databind.JsonNode;

/** How often {@code simulate --compare} is right; prints what stands in docs/diff.md. */
@Isolated
class CompareLongIT {
    private static final int SAME = 60;
    private static final int SLOWER = 30;
    private static final int LITTLE_SLOWER = Integer.getInteger("fxprof.compare.pairs", 12);

    private record Found(int named, int held) {}

    @TempDir
    private Path folder;

    private final List<Double> seconds = new ArrayList<>();

    private JsonNode compare(Path after, int seed) {
        long from = System.nanoTime();
        Command.Result result = ComparedResources.compare(ComparedResources.before(), after)
                .and("--json", "--blocks", "8", "--duration", "100t", "--seed",
                        Integer.toString(seed))
                .within(Duration.ofMinutes(10)).run();
        seconds.add((System.nanoTime() - from) / 1e9);
        assertThat(result.exit()).as(result.err()).isBetween(0, 1);
        return result.json();
    }

    @Test
    void shouldFindNothingWhereNothingChanged() {
        int alarms = 0;
        for (int i = 0; i < SAME; i++) {
            String verdict = compare(ComparedResources.before(), i + 1).path("verdict").asString();
            alarms += verdict.equals("same") ? 0 : 1;
        }
        print("%d of %d pairs of equal resources were called other than same; %.0f s a pair%n",
                alarms, SAME, mean());
        assertThat(alarms).isLessThanOrEqualTo(6);
    }

    @Test
    void shouldNameWhatBecameTenPercentSlower() {
        Found found = compareSlower(10, SLOWER);
        assertThat(found.named).isGreaterThanOrEqualTo(27);
        assertThat(found.held).isGreaterThanOrEqualTo(26);
    }

    /** How often is printed, not judged: so little is not always seen. */
    @Test
    void shouldCompareWhatBecameFivePercentSlower() {
        compareSlower(5, LITTLE_SLOWER);
    }

    private Found compareSlower(int percent, int pairs) {
        int named = 0;
        int held = 0;
        Function[] functions = Arrays.stream(Function.values())
                .filter(function -> function.canBeSlowerBy(percent)).toArray(Function[]::new);
        Path[] folders = new Path[functions.length];
        for (int i = 0; i < functions.length; i++) {
            folders[i] = ComparedResources.slower(functions[i], percent, folder);
        }
        for (int i = 0; i < pairs; i++) {
            Function function = functions[i % functions.length];
            JsonNode json = compare(folders[i % functions.length], i + 1);
            JsonNode first = json.path("changes").get(0);
            named += json.path("verdict").asString().equals("slower")
                    && first.path("name").asString().equals(function.label()) ? 1 : 0;
            JsonNode change = ComparedResources.change(json, function);
            held += ComparedResources.holds(change, percent) ? 1 : 0;
        }
        print("%d of %d functions %d %% slower were named first, %d intervals held the truth; "
                + "%.0f s a pair%n", named, pairs, percent, held, mean());
        return new Found(named, held);
    }

    private double mean() {
        return seconds.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    }

    private static void print(String format, Object... values) {
        System.out.printf(Locale.ROOT, format, values);
    }
}
