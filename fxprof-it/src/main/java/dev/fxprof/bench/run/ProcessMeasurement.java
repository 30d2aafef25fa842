package dev.fxprof.bench.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * A program of this jar that prints a field and its value a line: for forks in which several
 * contenders take turns, which JMH has no form for.
 */
public final class ProcessMeasurement implements Measurement {
    private static final int DEPTH_WORDS = 3;

    private final String name;
    private final Class<?> program;
    private final List<String> jvm;
    private final String argument;
    private final ToDoubleFunction<Depth> seconds;

    /**
     * A measurement.
     *
     * @param name see {@link Measurement#name()}
     * @param program class with the main method
     * @param jvm flags of the fork beside the usual ones
     * @param argument what the program is to measure
     * @param seconds how long that takes
     */
    public ProcessMeasurement(String name, Class<?> program, List<String> jvm, String argument,
            ToDoubleFunction<Depth> seconds) {
        this.name = name;
        this.program = program;
        this.jvm = List.copyOf(jvm);
        this.argument = argument;
        this.seconds = seconds;
    }

    /**
     * How long the program shall measure.
     *
     * @param args the arguments it was started with
     * @return the depth, of one fork
     */
    public static Depth depth(String[] args) {
        int at = args.length - DEPTH_WORDS;
        return new Depth(1, Integer.parseInt(args[at]), Integer.parseInt(args[at + 1]),
                Integer.parseInt(args[at + 2]), 0);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public double seconds(Depth depth) {
        return seconds.applyAsDouble(depth);
    }

    @Override
    public Map<String, Double> fork(Depth depth) {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(JmhMeasurement.JVM);
        words.addAll(jvm);
        words.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName(),
                argument, Integer.toString(depth.warmups()), Integer.toString(depth.iterations()),
                Integer.toString(depth.millis())));
        try {
            Map<String, Double> figures = new LinkedHashMap<>();
            ChildProcess.run(words, Map.of()).lines().map(line -> line.split(" "))
                    .forEach(line -> figures.put(line[0], Double.valueOf(line[1])));
            return figures;
        } catch (ChildProcess.Failed e) {
            throw new BenchFailure(BenchFailure.ENVIRONMENT,
                    name + ": the fork failed: " + e.getMessage());
        }
    }
}
