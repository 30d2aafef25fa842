package dev.fxprof.cli;

import dev.fxprof.api.CaptureExports;
import dev.fxprof.api.SpanSink;
import dev.fxprof.live.core.LiveServer;
import dev.fxprof.ringbuffer.Recording;
import dev.fxprof.ringbuffer.RecordingOptions;
import dev.fxprof.ringbuffer.SegmentView;
import dev.fxprof.simulator.InvalidInputException;
import dev.fxprof.simulator.ServerStorage;
import dev.fxprof.simulator.Simulation;
import dev.fxprof.simulator.SimulationConfig;
import dev.fxprof.simulator.sql.SqlServer;
import dev.fxprof.simulator.sql.SqlServers;
import java.io.IOException;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/** The simulated server, in real time. */
final class SimulatedSource extends ServeSource {
    private static final CaptureExports NONE = CaptureExports
            .refusing("fxprof serve saves captures by its own rules");

    private final SimulationConfig config;
    private final RecordingOptions setup;

    SimulatedSource(String name, SimulationConfig config, RecordingOptions setup) {
        super(name);
        this.config = config;
        this.setup = setup;
    }

    @Override
    void feed(LiveServer server) throws IOException {
        Recording recording = Recording.open(setup);
        SegmentView view = recording.view();
        try (SpanSink sink = server.attach(recording.sites(),
                config.players() + " simulated players", () -> RunningNow.of(view));
                SqlServer sql = SqlServers.of(Optional.of("h2"));
                ServerStorage storage = new ServerStorage(Optional.of(sql))) {
            recording.start(sink);
            simulate(recording, storage);
        } catch (InvalidInputException e) {
            throw new CommandFailure(CommandFailure.INPUT, e.getMessage());
        }
    }

    private void simulate(Recording recording, ServerStorage storage) throws IOException {
        try (recording;
                Simulation simulation = Simulation.start(config, recording,
                        new ScriptControl(recording.control(), NONE, stream()), recording.sites(),
                        line -> {
                        }, storage)) {
            if (simulation.resourcesRunning() == 0) {
                throw new CommandFailure(CommandFailure.INPUT, "no resource could be started: "
                        + new TreeMap<>(simulation.failedResources()).firstEntry().getValue());
            }
            long interval = 1_000_000_000L / config.tickRate();
            long due = System.nanoTime();
            while (!isStopping()) {
                simulation.tick();
                recording.awaitRoom();
                // As on a server, a tick that took too long is not made up for.
                due = Math.max(due + interval, System.nanoTime());
                long wait;
                while ((wait = due - System.nanoTime()) > 0) {
                    LockSupport.parkNanos(wait);
                }
            }
            simulation.finish();
        }
    }
}
