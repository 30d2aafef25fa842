package dev.fxprof.bench.run;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.Statistics;

/**
 * A JMH benchmark with its parameters. JMH itself starts the one fork it is asked for: its own way
 * of starting a process, warming up and bringing figures back is tried and tested, and costs half a
 * second more than a process would that we started ourselves.
 */
public final class JmhMeasurement implements Measurement {
    /** Field of a rate: the median of the iterations. */
    public static final String RATE = "rate";
    /** Field of a burst: the median burst, for one of its operations. */
    public static final String NANOS = "nanos";
    /** Field of a burst: its 99th percentile, for one of its operations. */
    public static final String NANOS_P99 = "nanosP99";

    /** The heap of the launcher; flags that a jar's manifest cannot give to a fork. */
    static final List<String> JVM = List.of("-XX:+UseParallelGC", "-Xms512m", "-Xmn256m",
            "-Xmx1g", "--add-exports=java.base/jdk.internal.vm=ALL-UNNAMED",
            "--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED",
            "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED",
            "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow",
            "-Dagrona.disable.bounds.checks=true");
    private static final Pattern THROWN = Pattern
            .compile("(?m)^(?:Caused by: )?[\\w.$]+(?:Exception|Error): (.*)$");
    private static final double START_SECONDS = 0.7;
    private static final long LONGEST_SECONDS = 120;

    private final String name;
    private final String method;
    private final Kind kind;
    private final Map<String, String> parameters;
    private final List<String> properties;

    /** What a benchmark gives. */
    public enum Kind {
        /** Operations a second. */
        RATE,
        /** Operations a second, handed from one core to another. */
        TRANSFER,
        /** Time of a burst of {@link Burst#SIZE} operations. */
        BURST,
        /** Figures of its own, from one shot. */
        SHOT
    }

    /**
     * A measurement.
     *
     * @param name see {@link Measurement#name()}
     * @param benchmark class of the benchmark
     * @param method its method
     * @param kind what it gives
     * @param parameters JMH parameters
     * @param properties system properties of the fork, as {@code name=value}
     */
    public JmhMeasurement(String name, Class<?> benchmark, String method, Kind kind,
            Map<String, String> parameters, String... properties) {
        this.name = name;
        this.method = benchmark.getName() + "." + method;
        this.kind = kind;
        this.parameters = Map.copyOf(parameters);
        this.properties = List.of(properties);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean isBetweenCores() {
        return kind == Kind.TRANSFER;
    }

    @Override
    public double seconds(Depth depth) {
        return START_SECONDS + depth.forkMillis() / 1000.0;
    }

    @Override
    public Map<String, Double> fork(Depth depth) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        OutputFormat format = OutputFormatFactory.createFormatInstance(
                new PrintStream(said, true, StandardCharsets.UTF_8), VerboseMode.NORMAL);
        try {
            return figures(new Runner(options(depth).build(), format).run().iterator().next());
        } catch (RunnerException e) {
            Matcher thrown = THROWN.matcher(said.toString(StandardCharsets.UTF_8));
            throw new BenchFailure(BenchFailure.ENVIRONMENT, name + ": the fork failed: "
                    + (thrown.find() ? thrown.group(1) : e.getMessage()));
        }
    }

    private ChainedOptionsBuilder options(Depth depth) {
        List<String> jvm = new ArrayList<>(JVM);
        properties.forEach(property -> jvm.add("-D" + property));
        TimeValue iteration = TimeValue.milliseconds(depth.millis());
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("^" + Pattern.quote(method) + "$").forks(1)
                .jvmArgs(jvm.toArray(String[]::new)).warmupIterations(depth.warmups())
                .warmupTime(iteration)
                .measurementIterations(kind == Kind.SHOT ? 1 : depth.iterations())
                .measurementTime(iteration).timeout(TimeValue.seconds(LONGEST_SECONDS))
                .shouldFailOnError(true);
        parameters.forEach(options::param);
        return options;
    }

    private Map<String, Double> figures(RunResult result) {
        Statistics primary = result.getPrimaryResult().getStatistics();
        Map<String, Double> figures = new LinkedHashMap<>();
        if (kind == Kind.RATE || kind == Kind.TRANSFER) {
            figures.put(RATE, primary.getPercentile(50));
        } else if (kind == Kind.BURST) {
            figures.put(NANOS, primary.getPercentile(50) / Burst.SIZE);
            figures.put(NANOS_P99, primary.getPercentile(99) / Burst.SIZE);
        }
        result.getSecondaryResults()
                .forEach((field, value) -> figures.put(field, value.getScore()));
        return figures;
    }
}
