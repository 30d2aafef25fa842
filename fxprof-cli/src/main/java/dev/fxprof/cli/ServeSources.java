package dev.fxprof.cli;

import dev.fxprof.hooks.lua.ingest.LuaHookBackend;
import dev.fxprof.hooks.lua.perf.PerfAddress;
import dev.fxprof.hooks.lua.perf.PerfSession;
import dev.fxprof.hooks.lua.perf.PerfSources;
import dev.fxprof.hooks.lua.spool.SpoolException;
import dev.fxprof.hooks.lua.spool.SpoolFolder;
import dev.fxprof.live.view.RunningView;
import dev.fxprof.ringbuffer.Clocks;
import dev.fxprof.ringbuffer.RecordingOptions;
import dev.fxprof.scheduler.AsyncSettings;
import dev.fxprof.simulator.NativeCost;
import dev.fxprof.simulator.Simulation;
import dev.fxprof.simulator.SimulationConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** Where the spans come from that {@code fxprof serve} shows. */
final class ServeSources {
    private static final Pattern NAMED = Pattern.compile("([A-Za-z0-9._ -]{1,40})=(.+)");
    private static final int MOST = 64;

    @Option(names = "--simulate", paramLabel = "RESOURCES", arity = "0..1", fallbackValue = "", description = "Run the simulated server in real time, with its 52 resources or those of a folder.")
    private String simulate;

    @Option(names = "--players", paramLabel = "N", defaultValue = "64", description = "Clients of the simulated server, 0 to 1024 (default ${DEFAULT-VALUE}).")
    private int players;

    @Option(names = "--segment", paramLabel = "[NAME=]FILE", description = "What a process publishes in a segment; attached whenever one appears there.")
    private List<String> segments = List.of();

    @Option(names = "--server", paramLabel = "[NAME=]DATA", description = "What the resource fxprof of a server spools; DATA is the server-data folder.")
    private List<String> servers = List.of();

    @Option(names = "--perf", paramLabel = "[NAME=]URL", description = "The metrics of a server without any hook, such as http://127.0.0.1:30120/perf.")
    private List<String> perf = List.of();

    @Option(names = "--tick-rate", paramLabel = "HZ", defaultValue = "20", description = "Ticks a second of the servers, 1 to 1000; its inverse is the budget of a tick "
            + "(default ${DEFAULT-VALUE}).")
    private int tickRate;

    private final List<ServeSource> sources = new ArrayList<>();

    private record Named(String name, String value) {
        static Named of(String argument, String usual) {
            Matcher named = NAMED.matcher(argument);
            return named.matches()
                    ? new Named(named.group(1), named.group(2))
                    : new Named(usual, argument);
        }
    }

    long tickIntervalNanos() {
        if (tickRate < 1 || tickRate > 1000) {
            throw new CommandFailure(CommandFailure.INPUT,
                    "--tick-rate must be from 1 to 1000, got " + tickRate);
        }
        return 1_000_000_000L / tickRate;
    }

    List<ServeSource> open() throws IOException {
        if (simulate != null) {
            add(simulated());
        }
        for (String argument : segments) {
            Path file = Path.of(Named.of(argument, "").value());
            String plain = file.getFileName().toString().replaceAll("\\.fxseg$", "");
            add(new SessionSource(Named.of(argument, plain).name(), new SegmentOpener(file)));
        }
        for (String argument : servers) {
            add(spooled(argument));
        }
        for (String argument : perf) {
            add(heard(argument));
        }
        if (sources.isEmpty()) {
            throw new CommandFailure(CommandFailure.INPUT,
                    "expected a source: --simulate, --segment FILE, --server DATA or --perf URL");
        }
        return List.copyOf(sources);
    }

    private void add(ServeSource source) {
        if (sources.stream().anyMatch(other -> other.name().equals(source.name()))) {
            throw new CommandFailure(CommandFailure.INPUT, "two sources are called "
                    + source.name() + "; name one of them, as in --segment one=FILE");
        }
        if (sources.size() == MOST) {
            throw new CommandFailure(CommandFailure.INPUT, "expected at most " + MOST
                    + " sources");
        }
        sources.add(source);
    }

    private ServeSource simulated() throws IOException {
        Optional<Path> folder = Optional.of(simulate).filter(text -> !text.isEmpty())
                .map(Path::of);
        if (folder.isPresent() && !(Files.isDirectory(folder.get())
                && Simulation.hasResources(folder.get()))) {
            throw new CommandFailure(CommandFailure.INPUT, "--simulate: " + folder.get()
                    + " holds no resource; expected a folder of folders with a fxmanifest.lua");
        }
        try {
            SimulationConfig config = new SimulationConfig(folder, players, System.nanoTime(),
                    tickRate, NativeCost.Profile.SERVER, false, true);
            RecordingOptions usual = RecordingOptions.DEFAULT;
            return new SimulatedSource("simulation", config,
                    new RecordingOptions(true, usual.ringSlots(), usual.flushMillis(),
                            usual.batchSize(), 1 + AsyncSettings.defaultWorkers(), Clocks.AUTO));
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(CommandFailure.INPUT, e.getMessage());
        }
    }

    private static ServeSource spooled(String argument) throws IOException {
        Path data = Path.of(Named.of(argument, "").value()).toAbsolutePath().normalize();
        String plain = data.getFileName() == null ? "server" : data.getFileName().toString();
        try {
            Path spool = SpoolFolder.of(data);
            return new SessionSource(Named.of(argument, plain).name(),
                    () -> Optional.of(new SessionSource.Attached(
                            new LuaHookBackend(spool, false).open(),
                            () -> RunningView.unknown("the resource fxprof tells it only when "
                                    + "it is over"))));
        } catch (SpoolException e) {
            throw new CommandFailure(CommandFailure.INPUT, "--server: " + e.getMessage());
        }
    }

    private static ServeSource heard(String argument) {
        // An address may hold an equals sign of its own, but no name does before its scheme.
        String address = argument.matches("(?i)https?://.*")
                ? argument
                : Named.of(argument, "").value();
        try {
            PerfAddress where = PerfAddress.of(address, "", "");
            String name = address.equals(argument)
                    ? where.uri().getAuthority()
                    : Named.of(argument, "").name();
            return new SessionSource(name, () -> Optional.of(new SessionSource.Attached(
                    new PerfSession(new PerfSources(Optional.of(where), Optional.empty(),
                            List.of(), System.in, 0)),
                    () -> RunningView.unknown("a server without a hook does not tell"))));
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(CommandFailure.INPUT, "--perf: " + e.getMessage());
        }
    }
}
