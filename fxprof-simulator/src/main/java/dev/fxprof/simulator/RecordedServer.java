package dev.fxprof.simulator;

import dev.fxprof.api.SiteTable;
import dev.fxprof.api.SpanSink;
import dev.fxprof.ringbuffer.Recording;
import dev.fxprof.ringbuffer.RecordingOptions;
import java.io.IOException;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A simulated server with a recording of its own, for two of them to take turns on one thread.
 */
public final class RecordedServer implements AutoCloseable {
    private final Recording recording;
    private final Simulation simulation;

    /**
     * Starts server and recording.
     *
     * @param config what to simulate
     * @param options how to record
     * @param sinks makes the recording's sink, which is not closed
     * @param storage what the server keeps; not closed
     * @param log takes lines for the operator
     * @throws IOException if the resources cannot be read
     */
    public RecordedServer(SimulationConfig config, RecordingOptions options,
            Function<SiteTable, SpanSink> sinks, ServerStorage storage, Consumer<String> log)
            throws IOException {
        recording = Recording.open(options);
        recording.start(sinks.apply(recording.sites()));
        try {
            simulation = Simulation.start(config, recording, recording.control(),
                    recording.sites(), log, storage);
        } catch (IOException | RuntimeException | Error e) {
            recording.close();
            throw e;
        }
    }

    /**
     * Runs a block of ticks, after each of which the recording's drain may catch up.
     *
     * @param ticks how many
     * @param recorded whether they are recorded
     * @return time of the ticks in nanoseconds, the time between them left out
     */
    public long run(int ticks, boolean recorded) {
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

    /**
     * The server.
     *
     * @return it, for what it has to tell of its resources
     */
    public Simulation simulation() {
        return simulation;
    }

    /**
     * The recording.
     *
     * @return it, for its counts
     */
    public Recording recording() {
        return recording;
    }

    /** Stops the server and delivers what was recorded. */
    @Override
    public void close() {
        simulation.close();
        recording.close();
    }
}
