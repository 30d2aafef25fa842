package dev.fxprof.bench.table;

import dev.fxprof.bench.cost.ClockBenchmark;
import dev.fxprof.bench.queue.PushBenchmark;
import dev.fxprof.bench.queue.QueueKind;
import dev.fxprof.bench.queue.RecordShape;
import dev.fxprof.bench.run.Figure;
import dev.fxprof.bench.run.JmhMeasurement;
import dev.fxprof.bench.run.Measurement;
import dev.fxprof.ringbuffer.Clocks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Costs on the recorded thread that several tables share. */
final class Costs {
    private final List<Measurement> measurements = new ArrayList<>();

    List<Measurement> measurements() {
        return measurements;
    }

    Figure burst(String name, Class<?> benchmark, String method, Map<String, String> parameters,
            String... properties) {
        measurements.add(new JmhMeasurement(name, benchmark, method, JmhMeasurement.Kind.BURST,
                parameters, properties));
        return new Figure(name, JmhMeasurement.NANOS);
    }

    Figure shot(String name, Class<?> benchmark, String method, String field,
            Map<String, String> parameters) {
        measurements.add(new JmhMeasurement(name, benchmark, method, JmhMeasurement.Kind.SHOT,
                parameters));
        return new Figure(name, field);
    }

    Figure read(Clocks clock) {
        return burst("clock " + clock + " one read", ClockBenchmark.class, "read",
                Map.of("clock", clock.name()));
    }

    Figure readTwice(Clocks clock) {
        return burst("clock " + clock + " two reads", ClockBenchmark.class, "readTwice",
                Map.of("clock", clock.name()));
    }

    Figure push(int bytes, QueueKind queue) {
        return burst("push/" + bytes + " " + Queues.label(queue), PushBenchmark.class, "push",
                Map.of("queue", queue.name()), RecordShape.PROPERTY + "=" + bytes);
    }

    /** Another field of the same measurement. */
    static Figure also(Figure figure, String field) {
        return new Figure(figure.measurement(), field);
    }
}
