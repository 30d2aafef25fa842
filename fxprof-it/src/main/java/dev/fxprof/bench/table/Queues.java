package dev.fxprof.bench.table;

import dev.fxprof.bench.queue.DrainPolicy;
import dev.fxprof.bench.queue.QueueKind;
import dev.fxprof.bench.queue.RecordShape;
import dev.fxprof.bench.queue.TransferBenchmark;
import dev.fxprof.bench.run.Figure;
import dev.fxprof.bench.run.JmhMeasurement;
import dev.fxprof.bench.run.Measurement;
import dev.fxprof.bench.run.NativeQueues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Transfers that the tables ring and queue share. */
final class Queues {
    private static final List<String> POLICIES = List.of("lazy", "eager");

    private final List<Measurement> measurements = new ArrayList<>();

    List<Measurement> measurements() {
        return measurements;
    }

    /** A transfer through a Java queue, with the consumer waiting in one way. */
    Figure transfer(int bytes, QueueKind queue, String policy) {
        String name = "ring/" + bytes + " " + label(queue) + " " + policy;
        measurements.add(new JmhMeasurement(name, TransferBenchmark.class, "transfer",
                JmhMeasurement.Kind.TRANSFER,
                Map.of("queue", queue.name(), "policy",
                        DrainPolicy.valueOf(policy.toUpperCase(Locale.ROOT)).name()),
                RecordShape.PROPERTY + "=" + bytes));
        return new Figure(name, JmhMeasurement.RATE);
    }

    /** A peer that takes the better of both ways to wait. */
    Peer peer(String id, int bytes, QueueKind queue) {
        Map<String, Figure> variants = new LinkedHashMap<>();
        POLICIES.forEach(policy -> variants.put(policy, transfer(bytes, queue, policy)));
        return new Peer(id, variants);
    }

    /** The same for a C++ queue. */
    Peer peer(String id, NativeQueues queues) {
        Map<String, Figure> variants = new LinkedHashMap<>();
        for (String policy : POLICIES) {
            String name = "queue " + id + " " + policy;
            measurements.add(queues.measurement(name, id, policy));
            variants.put(policy, new Figure(name, JmhMeasurement.RATE));
        }
        return new Peer(id, variants);
    }

    static String label(QueueKind queue) {
        return queue.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
