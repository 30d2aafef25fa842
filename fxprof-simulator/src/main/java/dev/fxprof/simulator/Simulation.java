package dev.fxprof.simulator;

import dev.fxprof.api.ScriptRuntime;
import dev.fxprof.api.SiteTable;
import dev.fxprof.api.SpanControl;
import dev.fxprof.api.SpanKind;
import dev.fxprof.api.SpanRecorder;
import dev.fxprof.api.SpanRecorders;
import dev.fxprof.scheduler.AsyncCounts;
import dev.fxprof.simulator.sql.RefusedStatement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One simulated server and its tick loop. Everything runs on the calling thread, but for the tasks of
 * Async; another one only watches for scripts that never end, and has them stopped.
 */
public final class Simulation implements AutoCloseable {
    /** Longer intervals are hitches on a server. */
    private static final long HITCH_NANOS = 150_000_000;

    /** As the server itself calls it. */
    private static final String MAIN_THREAD = "svMain";

    private final Server server;
    private final int tickSite;
    private final int tickTimeSite;
    private final int playersSite;
    private final long tickNanos;
    private long ticks;
    private long lastTickNanos;

    private Simulation(Server server) {
        this.server = server;
        this.tickNanos = server.config.tickNanos();
        this.tickSite = engineSite(SpanKind.TICK, "tick");
        this.tickTimeSite = engineSite(SpanKind.TICK, "tick time (ms)");
        this.playersSite = engineSite(SpanKind.TICK, "players");
    }

    private int engineSite(SpanKind kind, String name) {
        return server.sites.intern(Server.ENGINE, ScriptRuntime.ENGINE, kind, name, "", 0);
    }

    /**
     * Reads and starts all resources.
     *
     * @param config what to simulate
     * @param recorders give the calling thread its recorder, and workers theirs
     * @param control what Profiler.Enable and its kin switch
     * @param sites site table of the recording
     * @param log takes lines for the operator: script output, errors, resources that do not run
     * @return a server ready for its first tick
     * @throws IOException if the resources' folder or the scenario cannot be read
     */
    public static Simulation start(SimulationConfig config, SpanRecorders recorders,
            SpanControl control, SiteTable sites, Consumer<String> log) throws IOException {
        return start(config, recorders, control, sites, log, new ServerStorage(Optional.empty()));
    }

    /**
     * Reads and starts all resources of a server that keeps what it kept before.
     *
     * @param config what to simulate
     * @param recorders give the calling thread its recorder, and workers theirs
     * @param control what Profiler.Enable and its kin switch
     * @param sites site table of the recording
     * @param log takes lines for the operator: script output, errors, resources that do not run
     * @param storage what it keeps; not closed by the simulation
     * @return a server ready for its first tick
     * @throws IOException if the resources' folder, the scenario or the server.cfg cannot be read
     */
    public static Simulation start(SimulationConfig config, SpanRecorders recorders,
            SpanControl control, SiteTable sites, Consumer<String> log, ServerStorage storage)
            throws IOException {
        Path folder = config.resources()
                .orElse(ResourceFolders.builtIn().resolve("resources"));
        Scenario scenario = ScenarioReader.read(scenarioFile(config, folder));
        Map<String, Path> found = ResourceFolders.scan(folder, log);
        Optional<ServerConfigFile> cfg = config.serverCfg().isEmpty()
                ? Optional.empty()
                : Optional.of(ServerConfigFile.read(config.serverCfg().get()));
        Server server = new Server(config, recorders.newRecorder(MAIN_THREAD), control, sites,
                recorders, scenario, log, storage);
        cfg.ifPresent(file -> server.convars.setAll(file.convars()));
        Simulation simulation = new Simulation(server);
        server.watchdog.start();
        try {
            server.resources.load(found, cfg.map(ServerConfigFile::ensured));
            server.resources.startAll();
            server.resources.runRequests();
        } catch (RuntimeException | Error e) {
            simulation.close();
            throw e;
        }
        return simulation;
    }

    private static Path scenarioFile(SimulationConfig config, Path folder) {
        if (config.scenario().isPresent()) {
            return config.scenario().get();
        }
        for (String name : List.of("players.yml", "players.yaml", "players.json")) {
            if (Files.exists(folder.resolve(name))) {
                return folder.resolve(name);
            }
        }
        return ResourceFolders.builtIn().resolve("players.json");
    }

    /** Runs one tick, then lets the clients act. */
    public void tick() {
        long now = ticks * tickNanos;
        server.clock.advanceTo(now);
        SpanRecorder recorder = server.recorder;
        server.sql.awaitDue(now);
        server.async.settle();
        long from = System.nanoTime();
        int token = recorder.begin(tickSite);
        try {
            server.events.runQueued();
            server.sql.runDue(now);
            server.async.deliver();
            server.scheduler.runDeferred();
            for (Resource resource : server.resources.all()) {
                if (resource.state == Resource.State.STARTED) {
                    runBookmarks(resource);
                }
            }
            for (Resource resource : server.resources.all()) {
                for (ManagedHost host : resource.managed) {
                    host.tick();
                }
            }
            server.resources.runRequests();
            recorder.counter(tickTimeSite, (System.nanoTime() - from) / 1e6);
            recorder.counter(playersSite, server.players.connected());
        } finally {
            recorder.end(token);
        }
        lastTickNanos = System.nanoTime() - from;
        if (lastTickNanos > HITCH_NANOS) {
            server.log.notice("server thread hitch warning: timer interval of "
                    + lastTickNanos / 1_000_000 + " milliseconds (tick " + ticks + ")");
        }
        ticks++;
        server.async.endTick();
        server.players.act(now, tickNanos / 1e9);
    }

    private void runBookmarks(Resource resource) {
        if (!server.scheduler.hasDue(resource)) {
            return;
        }
        int token = server.recorder.begin(resource.entrySite);
        try {
            server.scheduler.runDue(resource);
        } finally {
            server.recorder.end(token);
        }
    }

    /**
     * Runs a console command.
     *
     * @param line command with its arguments
     */
    public void command(String line) {
        server.commands.execute(0, line);
    }

    /**
     * Ticks run so far.
     *
     * @return the count
     */
    public long ticks() {
        return ticks;
    }

    /**
     * How long the last tick took, the clients' own time left out.
     *
     * @return nanoseconds
     */
    public long lastTickNanos() {
        return lastTickNanos;
    }

    /**
     * How many resources run now.
     *
     * @return the count
     */
    public long resourcesRunning() {
        return server.resources.started();
    }

    /**
     * Resources that do not run although they were to start.
     *
     * @return name to reason, one sentence each
     */
    public Map<String, String> failedResources() {
        return Map.copyOf(server.resources.failed());
    }

    /**
     * Errors that scripts raised and nobody caught.
     *
     * @return the count
     */
    public long scriptErrors() {
        return server.log.errors();
    }

    /**
     * Calls of natives that have no model here, by name.
     *
     * @return name to count
     */
    public Map<String, Long> unmodelledNatives() {
        return Map.copyOf(server.natives.unmodelled());
    }

    /**
     * What serves the scripts' statements to their database.
     *
     * @return such as {@code MariaDB 10.11.14, started for this run}; empty if no script asks
     */
    public Optional<String> database() {
        return server.sql.isOpen()
                ? Optional.of(server.sql.service().description())
                : Optional.empty();
    }

    /**
     * Files that were loaded into the database when it was new.
     *
     * @return in their order
     */
    public List<LoadedTables> loadedTables() {
        return List.copyOf(server.storage.tables());
    }

    /**
     * Statements of scripts and of .sql files that the database refused.
     *
     * @return each once
     */
    public List<RefusedStatement> refusedStatements() {
        return server.sql.refused();
    }

    /**
     * Net events that no resource had registered.
     *
     * @return the count
     */
    public long unhandledNetEvents() {
        return server.events.unhandled();
    }

    /**
     * Whether a folder can be read as a folder of resources.
     *
     * @param folder folder to look at
     * @return true if it is a folder with at least one resource
     * @throws IOException if it cannot be read
     */
    public static boolean hasResources(Path folder) throws IOException {
        return Files.isDirectory(folder) && !ResourceFolders.scan(folder, line -> {
        }).isEmpty();
    }

    /** Ends what tasks still do off the server's thread; nothing is recorded after that. */
    public void finish() {
        server.async.close();
    }

    /**
     * What became of the tasks that scripts ran off the server's thread.
     *
     * @return one row a resource that has used Async
     */
    public List<AsyncCounts> asyncCounts() {
        return server.async.counts();
    }

    /**
     * Tasks of scripts that are not over.
     *
     * @return count, 0 after {@link #finish()}
     */
    public int openTasks() {
        return server.async.open();
    }

    /**
     * Threads that run tasks.
     *
     * @return number of workers, or empty if no script has used Async
     */
    public Optional<Integer> asyncWorkers() {
        return server.async.workers();
    }

    /** Removes what scripts wrote. */
    @Override
    public void close() {
        finish();
        server.watchdog.close();
        server.resources.close();
        server.files.close();
    }
}
