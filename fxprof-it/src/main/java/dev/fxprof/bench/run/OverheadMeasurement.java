package dev.fxprof.bench.run;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole simulated server, without and with the profiler, as a user measures it. */
public final class OverheadMeasurement implements Measurement {
    /** Name of the only one. */
    public static final String NAME = "overhead";

    private static final double STEP_SECONDS = 16;
    /** The comparison of ticks takes this long even if it is given less. */
    private static final double LEAST_SECONDS = 41;

    private final Path launcher;

    /**
     * A measurement.
     *
     * @param launcher the {@code fxprof} command
     */
    public OverheadMeasurement(Path launcher) {
        this.launcher = launcher;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public double seconds(Depth depth) {
        return STEP_SECONDS + Math.max(LEAST_SECONDS, depth.overheadSeconds());
    }

    @Override
    public Map<String, Double> fork(Depth depth) {
        List<String> words = List.of(launcher.toString(), "simulate", "--overhead", "--native-cost",
                "seed", "--overhead-seconds", Integer.toString(depth.overheadSeconds()), "--json");
        try {
            String out = ChildProcess.run(words,
                    Map.of("FXPROF_JAVA_HOME", System.getProperty("java.home")));
            Map<String, Double> figures = new LinkedHashMap<>();
            for (Map.Entry<String, JsonNode> field : JsonMapper.shared().readTree(out)
                    .path("overhead").properties()) {
                if (field.getValue().isNumber()) {
                    figures.put(field.getKey(), field.getValue().asDouble());
                }
            }
            return figures;
        } catch (ChildProcess.Failed e) {
            throw new BenchFailure(BenchFailure.ENVIRONMENT,
                    "fxprof simulate --overhead failed: " + e.getMessage());
        }
    }
}
