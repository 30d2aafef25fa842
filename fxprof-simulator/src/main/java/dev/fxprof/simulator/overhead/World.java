package dev.fxprof.simulator.overhead;

import dev.fxprof.api.SiteTable;
import dev.fxprof.api.SpanSink;
import dev.fxprof.ringbuffer.Recording;
import dev.fxprof.ringbuffer.RecordingOptions;
import dev.fxprof.simulator.Simulation;
import dev.fxprof.simulator.SimulationConfig;
import java.io.IOException;
import java.util.function.Function;

/** One of the two servers that run the same ticks. */
final class World implements AutoCloseable {
    private final Recording recording;
    private final Simulation simulation;

    World(SimulationConfig config, RecordingOptions options, Function<SiteTable, SpanSink> sinks)
            throws IOException {
        recording = Recording.open(options);
        recording.start(sinks.apply(recording.sites()));
        simulation = Simulation.start(config, recording, recording.control(),
                recording.sites(), line -> {
                });
    }

    /** Runs a block of ticks and returns their time in nanoseconds, the time between them left out. */
    long run(int ticks, boolean recorded) {
        if (recorded) {
            recording.control().enable();
        } else {
            recording.control().disable();
        }
        long nanos = 0;
        for (int i = 0; i < ticks; i++) {
            simulation.tick();
            nanos += simulation.lastTickNanos();
            recording.awaitRoom();
        }
        return nanos;
    }

    Simulation simulation() {
        return simulation;
    }

    Recording recording() {
        return recording;
    }

    @Override
    public void close() {
        simulation.close();
        recording.close();
    }
}
