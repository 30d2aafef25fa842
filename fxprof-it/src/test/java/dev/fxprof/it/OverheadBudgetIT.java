package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fxprof.api.SpanSink;
import dev.fxprof.export.report.Report;
import dev.fxprof.ringbuffer.Recording;
import dev.fxprof.simulator.overhead.Interval;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Isolated
class OverheadBudgetIT {
    private static final double LARGE_SHARE = 0.02;
    private static final double LARGEST_ERROR = 0.1;
    /** Pairs of blocks of ticks: enough for an interval of a tenth of a percent. */
    private static final String PAIRS = "60";
    private static final int SHARE = 0;
    private static final int TIME = 1;
    private static final int CALLS = 3;

    /** As the launcher runs the command, without the checks that tests run with. */
    private static Command planted(String budget, String pairs) {
        String classPath = Stream
                .of(PlantedRun.class, Recording.class, SpanSink.class, Report.class,
                        Interval.class, Histogram.class)
                .map(type -> new File(type.getProtectionDomain().getCodeSource().getLocation()
                        .getPath()).toString())
                .collect(Collectors.joining(File.pathSeparator));
        return Command.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseParallelGC", "-Xmn256m", "-Xmx1g",
                "--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED",
                "--enable-native-access=ALL-UNNAMED", "-cp", classPath,
                PlantedRun.class.getName(), budget, pairs);
    }

    private static List<String[]> lines(Command.Result result, String kind) {
        return result.out().lines().map(line -> line.split(" "))
                .filter(words -> words[0].equals(kind)).toList();
    }

    /**
     * What the profiler costs is measured once a run, and a host may spoil that: the middle run counts, of
     * more than twice as many where that one is no good. With -Plong there are more.
     */
    @ParameterizedTest(name = "budget {0} %, {1} runs, {2} if there is time")
    @CsvSource({"1, 3, 5", "5, 1, 3"})
    void shouldKeepToItsBudgetAndEstimateEveryFunctionThatMatters(String budget, int few,
            int many) {
        int count = Boolean.getBoolean("fxprof.long") ? many : few;
        Map<String, List<double[]>> functions = new TreeMap<>();
        measure(functions, budget, count);
        int runs = count;
        if (!isTrue(functions)) {
            // Of an odd number there is a middle one.
            measure(functions, budget, count + 1);
            runs += count + 1;
        }
        int made = runs;

        assertThat(functions).hasSize(8);
        functions.forEach((name, found) -> {
            assertThat(found).as(name).hasSize(made);
            assertThat(median(found, SHARE)).isGreaterThan(LARGE_SHARE);
            assertThat(median(found, TIME)).as("estimate / truth of the self time of %s", name)
                    .isCloseTo(1, within(LARGEST_ERROR));
            assertThat(median(found, CALLS)).as("estimate / truth of the calls of %s", name)
                    .isCloseTo(1, within(LARGEST_ERROR));
        });
    }

    private static boolean isTrue(Map<String, List<double[]>> functions) {
        return functions.values().stream().allMatch(runs -> IntStream.of(TIME, CALLS)
                .allMatch(figure -> Math.abs(median(runs, figure) - 1) <= LARGEST_ERROR));
    }

    private static void measure(Map<String, List<double[]>> functions, String budget, int count) {
        for (int run = 0; run < count; run++) {
            Command.Result result = planted(budget, PAIRS).run().succeeded();
            System.out.print(result.out());
            String[] overhead = lines(result, "overhead").getFirst();
            assertThat(Double.parseDouble(overhead[3])).as("upper end of the measured overhead")
                    .isLessThanOrEqualTo(2 * Double.parseDouble(budget));
            if (budget.equals("1")) {
                assertThat(Long.parseLong(overhead[5])).as("steps").isPositive();
            }
            for (String[] function : lines(result, "function")) {
                functions.computeIfAbsent(function[1], name -> new ArrayList<>())
                        .add(Stream.of(function).skip(2).mapToDouble(Double::parseDouble)
                                .toArray());
            }
        }
    }

    private static double median(List<double[]> runs, int figure) {
        return runs.stream().mapToDouble(run -> run[figure]).sorted().skip(runs.size() / 2)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void shouldSayThatABudgetCannotBeMet() {
        Command.Result result = planted("0.01", "10").run().succeeded();
        assertThat(lines(result, "overhead").getFirst()[4]).isEqualTo("false");
    }
}
