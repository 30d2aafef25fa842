package dev.fxprof.cli;

import dev.fxprof.api.SpanControl;
import dev.fxprof.lua.engines.Engines;
import dev.fxprof.ringbuffer.Clocks;
import dev.fxprof.simulator.NativeCost;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of {@code fxprof simulate}. */
final class SimulateOptions {
    @Option(names = "--duration", paramLabel = "TIME", converter = ServerTime.Converter.class, description = "Server time to run: ticks, seconds, minutes or hours, such as 1200t, "
            + "90s, 90m, 4h (default 1200t, and 240t a block with --compare).")
    private ServerTime duration;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Start of every random choice (default ${DEFAULT-VALUE}).")
    long seed;

    @Option(names = "--players", paramLabel = "N", defaultValue = "64", description = "Simulated clients, 0 to 1024 (default ${DEFAULT-VALUE}).")
    int players;

    @Option(names = "--tick-rate", paramLabel = "HZ", defaultValue = "20", description = "Ticks a second of server time, 1 to 1000 (default ${DEFAULT-VALUE}).")
    int tickRate;

    @Option(names = "--native-cost", paramLabel = "server|seed", defaultValue = "server", description = "What a native call costs: as on a server (0.3 to 5 µs), or as the "
            + "published table assumes (median 42 µs) (default ${DEFAULT-VALUE}).")
    NativeCost.Profile nativeCost;

    @Option(names = "--profile", paramLabel = "off|boundary|full", description = "What is recorded; full adds every Lua function call "
            + "(default boundary, and full with --compare).")
    private Profile profile;

    @Option(names = "--resources", paramLabel = "DIR", description = "Folder with resources of your own instead of the built-in "
            + "52; [category] folders are searched too.")
    Path resources;

    @Option(names = "--server-cfg", paramLabel = "FILE", description = "A server.cfg: starts what it ensures, in its order, with its variables; without it "
            + "every resource starts.")
    Path serverCfg;

    @Option(names = "--scenario", paramLabel = "FILE", description = "What the clients do, in YAML or JSON (default players.yml in the resources' folder, "
            + "else what suits the built-in resources).")
    Path scenario;

    @Option(names = "--mysql", paramLabel = "URL|h2", description = "Database for scripts that use oxmysql or mysql-async: mysql://user:password@host:port "
            + "for an empty one that is dropped after the run, with /NAME for one of yours, which "
            + "scripts then change; or h2 (default a private MariaDB where it is installed, else H2).")
    String mysql;

    @Option(names = "--sql-latency", paramLabel = "MS", defaultValue = "2", description = "How long the database takes to answer, 0 to 60000 milliseconds of server time "
            + "(default ${DEFAULT-VALUE}).")
    int sqlMillis;

    @Option(names = "--http-latency", paramLabel = "MIN-MAX", defaultValue = "60-300", converter = MillisRange.Converter.class, description = "How long the stand-in for web services takes to answer, within 0 to 600000 "
            + "milliseconds of server time (default ${DEFAULT-VALUE}).")
    MillisRange httpMillis;

    @Option(names = "--engine", paramLabel = "luaj|lua54", description = "What runs the scripts: LuaJ, in pure Java, or Lua 5.4 itself, as on a server "
            + "(default luaj for the built-in resources, lua54 for --resources where it can run).")
    private Engines engine;

    @Option(names = "--out", paramLabel = "DIR", defaultValue = "fxprof-out", description = "Folder for the output, made if missing (default ${DEFAULT-VALUE}).")
    Path out;

    @Option(names = "--trace", paramLabel = "FORMATS", split = ",", defaultValue = "chrome,perfetto", description = "Trace formats to write, chrome, perfetto or both, or none "
            + "(default ${DEFAULT-VALUE}).")
    List<String> trace;

    @Option(names = "--compress-trace", description = "Compress the perfetto trace; a run that is killed loses up to 64 KB more of it.")
    boolean compressTrace;

    @Option(names = "--max-trace-size", paramLabel = "SIZE", converter = ByteSize.class, description = "Limit for all trace files together, such as 512M or 2G; files are "
            + "rotated and the newest kept. Of two formats, perfetto gets an eighth. Without it "
            + "one file a format grows.")
    Long maxTraceSize;

    @Option(names = "--no-trace-ids", description = "Leave ids out of the trace, for viewers that merge slices by their "
            + "arguments.")
    boolean noTraceIds;

    @Option(names = "--hitch", paramLabel = "MS", defaultValue = "150", description = "Ticks longer than this many milliseconds are hitches "
            + "(default ${DEFAULT-VALUE}, as on a server).")
    int hitchMillis;

    @Option(names = "--overhead", description = "Measure what the profiler costs: profiler off and on in alternating "
            + "blocks of ticks. Writes no trace; --duration is not used.")
    boolean overhead;

    @Option(names = "--overhead-seconds", paramLabel = "N", defaultValue = "600", description = "Longest time for the comparison of ticks; it ends earlier once its "
            + "95 %% interval is within 0.3 points (default ${DEFAULT-VALUE}).")
    int overheadSeconds;

    @Option(names = "--overhead-budget", paramLabel = "PERCENT", converter = Percentage.class, description = "What recording may cost, in percent of the ticks, such as 1%% or 0.5%%; functions "
            + "and natives that are called too often for it are recorded for one call in several, "
            + "and the report says so.")
    Double overheadBudget;

    @Option(names = "--warmup", paramLabel = "TICKS", defaultValue = "300", description = "Ticks of a throwaway server before the first recorded one, so that the "
            + "JVM has compiled what it will run (default ${DEFAULT-VALUE}).")
    int warmup;

    @Option(names = "--realtime", description = "Pace the ticks instead of running them back to "
            + "back.")
    boolean realtime;

    @Option(names = "--ring-slots", paramLabel = "N", defaultValue = "65536", description = "Records the ring holds, a power of two, 64 bytes each "
            + "(default ${DEFAULT-VALUE}).")
    int ringSlots;

    @Option(names = "--flush-interval", paramLabel = "MS", defaultValue = "16", description = "How long the drain lets records gather, "
            + SpanControl.MIN_FLUSH_MILLIS
            + " to " + SpanControl.MAX_FLUSH_MILLIS
            + " milliseconds (default ${DEFAULT-VALUE}).")
    int flushMillis;

    @Option(names = "--batch-size", paramLabel = "N", defaultValue = "1024", description = "Records the drain takes at a time (default ${DEFAULT-VALUE}).")
    int batchSize;

    @Mixin
    AsyncOptionsMixin async;

    @Mixin
    CompareOptions compare;

    @Option(names = "--script-limit", paramLabel = "SECONDS", defaultValue = "30", description = "Stop a script that runs longer than this at a stretch, 0 to 86400, 0 for never "
            + "(default ${DEFAULT-VALUE}).")
    int scriptLimitSeconds;

    @Option(names = "--segment", paramLabel = "FILE", arity = "0..1", fallbackValue = "", description = "Record into shared memory for fxprof record, top and dump, instead of a "
            + "trace and tables; without FILE it lies where those commands find it by the process "
            + "id.")
    Path segment;

    @Option(names = "--sample-rate", paramLabel = "HZ", defaultValue = "0", description = "Sample the open spans of the server this often a second, beside the exact "
            + "record, 0 to 10000 (default ${DEFAULT-VALUE}: not).")
    int sampleRate;

    @Option(names = "--clock", paramLabel = "auto|nanotime|tsc", defaultValue = "auto", description = "What spans are stamped with: the processor's time stamp counter where it is "
            + "safe, System.nanoTime elsewhere (default ${DEFAULT-VALUE}).")
    Clocks clock;

    @Option(names = "--log", description = "Show what scripts print, on standard error.")
    boolean log;

    @Option(names = "--json", description = "Print one JSON object instead of tables.")
    boolean json;

    /** The engine that was asked for, or the best for these resources. */
    Engines engine() {
        if (engine != null) {
            return engine;
        }
        return resources == null && !isComparison() ? Engines.LUAJ : Engines.forServerScripts();
    }

    boolean isComparison() {
        return compare.folders != null;
    }

    /** The time that was asked for, or another. */
    ServerTime duration(ServerTime other) {
        return duration == null ? other : duration;
    }

    /** The profile that was asked for, or the one that suits. */
    Profile profile() {
        if (profile != null) {
            return profile;
        }
        return isComparison() ? Profile.FULL : Profile.BOUNDARY;
    }
}
