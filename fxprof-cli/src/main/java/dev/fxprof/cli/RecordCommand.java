package dev.fxprof.cli;

import dev.fxprof.api.CaptureCost;
import dev.fxprof.api.ForeignTraceException;
import dev.fxprof.api.HookSession;
import dev.fxprof.api.ResumedTrace;
import dev.fxprof.api.TraceTarget;
import dev.fxprof.api.TraceWriter;
import dev.fxprof.api.TraceWriterFactory;
import dev.fxprof.hooks.lua.ingest.LuaHookBackend;
import dev.fxprof.hooks.lua.spool.SpoolException;
import dev.fxprof.hooks.lua.spool.SpoolFolder;
import dev.fxprof.hooks.win64.Win64HookBackend;
import dev.fxprof.ringbuffer.Attachment;
import dev.fxprof.ringbuffer.LiveSegments;
import dev.fxprof.ringbuffer.SegmentException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Records what other processes publish or a server spools, alive or dead. */
@Command(name = "record", description = "Records the spans that processes publish into one capture "
        + "file, until they end, or until you press Ctrl-C. Of a process that died it recovers what "
        + "is left. If FILE holds a Chrome capture of the same source already, it is continued.")
final class RecordCommand implements Callable<Integer> {
    private static final long NAP_NANOS = 20_000_000;
    private static final int MOST_SEGMENTS = 8;

    @Parameters(arity = "0..*", paramLabel = "SEGMENT|PID", description = "Segment files, or ids of "
            + "the processes that record into them, 1 to 8; with --launch the server's command.")
    private List<String> segments = List.of();

    @Option(names = "--server", paramLabel = "DATA", description = "Instead of segments: what the "
            + "resource fxprof of a server spools, before it starts, while it runs or after it died. "
            + "DATA is the server-data folder, which holds server.cfg and resources.")
    private Path server;

    @Option(names = "--agent", description = "Instead of segments: the server of this user that has "
            + "the agent in it (docs/win64.md), now or as soon as it starts.")
    private boolean agent;

    @Option(names = "--once", description = "With --server: take what is spooled and end, instead of "
            + "waiting for more.")
    private boolean once;

    @Mixin
    private HttpOptions http = new HttpOptions();

    @ArgGroup(validate = false, heading = "%nA real server without any hook: its tick times and hitches, "
            + "but no causes:%n")
    private PerfOptions perf = new PerfOptions();

    @Option(names = {"-o", "--output"}, required = true, paramLabel = "FILE", description = "The "
            + "capture; its ending chooses the format: .json for Chrome, .pftrace for Perfetto. Only "
            + "the first can be continued.")
    private Path output;

    @Option(names = "--seconds", paramLabel = "N", defaultValue = "0", description = "Stop after "
            + "this many seconds (default: not).")
    private long seconds;

    @Option(names = "--flush-interval", paramLabel = "MS", defaultValue = "16", description = "How "
            + "long records may gather, 1 to 1000 milliseconds (default ${DEFAULT-VALUE}).")
    private int flushMillis;

    @Option(names = "--json", description = "Print one JSON object instead of text.")
    private boolean json;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    private boolean help;

    @Override
    public Integer call() throws IOException {
        if (flushMillis < 1 || flushMillis > 1000 || seconds < 0) {
            throw new CommandFailure(CommandFailure.INPUT,
                    "--flush-interval must be from 1 to 1000 "
                            + "and --seconds not negative, got " + flushMillis + " and " + seconds);
        }
        if (agent && (perf.isGiven() || server != null || !segments.isEmpty())) {
            throw new CommandFailure(CommandFailure.INPUT,
                    "--agent finds its segment itself; it does not go with segments, --server, --perf, "
                            + "--log or --launch");
        }
        if (perf.isGiven() && (server != null || once || http.isGiven())) {
            throw new CommandFailure(CommandFailure.INPUT,
                    "--server and its options do not go with --perf, --log or --launch; record both "
                            + "with two commands");
        }
        boolean needsServer = once || http.isGiven();
        if (!perf.isGiven() && !agent && segments.isEmpty() == (server == null)
                || server == null && needsServer) {
            throw new CommandFailure(CommandFailure.INPUT,
                    "expected either segments or process ids, or --agent, or --server DATA, which alone "
                            + "takes --once and --http");
        }
        TraceWriterFactory format = format();
        Path folder = output.toAbsolutePath().getParent();
        if (!Files.isDirectory(folder)) {
            throw new CommandFailure(CommandFailure.ENVIRONMENT,
                    "-o: there is no folder " + folder);
        }
        if (perf.isGiven()) {
            return new PerfRecord(perf.sources(segments), output, json)
                    .run(format, folder, seconds);
        }
        if (segments.size() > MOST_SEGMENTS) {
            throw new CommandFailure(CommandFailure.INPUT,
                    "expected 1 to " + MOST_SEGMENTS + " segments or process ids, got "
                            + segments.size());
        }
        try (Interruption interruption = new Interruption();
                HookSession session = open(interruption);
                ServerListener _ = http.listen(session, server)) {
            record(session, format, folder, interruption);
        }
        return 0;
    }

    private TraceWriterFactory format() {
        String name = output.getFileName().toString().toLowerCase(Locale.ROOT);
        List<String> known = new ArrayList<>();
        for (TraceWriterFactory factory : ServiceLoader.load(TraceWriterFactory.class)) {
            if (!factory.isStreamed()) {
                continue;
            }
            if (name.endsWith(factory.extension())) {
                return factory;
            }
            known.add(factory.extension() + " (" + factory.format() + ")");
        }
        throw new CommandFailure(CommandFailure.INPUT, "-o: " + output
                + " does not say its format; expected a name that ends in "
                + String.join(" or ", known));
    }

    private HookSession open(Interruption interruption) throws IOException {
        if (server != null) {
            return openServer();
        }
        if (agent) {
            return openAgent(interruption);
        }
        List<Path> files = segments.stream().map(SegmentArgument::file).toList();
        try {
            return Attachment.open(files);
        } catch (SegmentException e) {
            throw new CommandFailure(CommandFailure.INPUT, e.getMessage());
        } catch (AccessDeniedException e) {
            throw SegmentArgument.notAllowed(Path.of(e.getFile()));
        }
    }

    private static HookSession openAgent(Interruption interruption) throws IOException {
        Win64HookBackend backend = new Win64HookBackend(LiveSegments.ofUser());
        if (backend.isWaiting()) {
            System.err.println("fxprof: waiting for a server with the agent; press Ctrl-C to stop");
            while (backend.isWaiting() && !interruption.isRequested()) {
                LockSupport.parkNanos(NAP_NANOS);
            }
        }
        try {
            return backend.open();
        } catch (IllegalStateException | SegmentException e) {
            throw new CommandFailure(CommandFailure.INPUT, "--agent: " + e.getMessage());
        }
    }

    private HookSession openServer() throws IOException {
        try {
            Path spool = SpoolFolder.of(server.toAbsolutePath().normalize());
            System.err.println("fxprof: " + Terminal.safe(Files.isDirectory(spool)
                    ? "following " + spool
                    : "waiting for the server to start: " + spool + " is not there yet"));
            return new LuaHookBackend(spool, once).open();
        } catch (SpoolException e) {
            throw new CommandFailure(CommandFailure.INPUT, "--server: " + e.getMessage());
        } catch (AccessDeniedException e) {
            throw new CommandFailure(CommandFailure.ENVIRONMENT, "--server: " + e.getFile()
                    + " may not be read; run this as the user of the server");
        }
    }

    private void record(HookSession session, TraceWriterFactory format, Path folder,
            Interruption interruption) throws IOException {
        TraceTarget target = new TraceTarget(folder, output.getFileName().toString(),
                session.sites(), session.title(), 0, true,
                session.identity());
        Optional<ResumedTrace> resumed = resume(format, target);
        TraceWriter opened = resumed.isPresent() ? resumed.get().writer() : format.open(target);
        try (TraceWriter writer = opened) {
            session.start(writer,
                    resumed.map(ResumedTrace::originNanos).orElse(session.identity().originNanos()),
                    resumed.map(ResumedTrace::positions).orElse(List.of()), flushMillis);
            System.err.println("fxprof: " + (resumed.isPresent() ? "continuing " : "recording to ")
                    + Terminal.safe(output.toString()) + "; press Ctrl-C to stop");
            await(session, interruption);
            session.close();
            tell(session);
            fail(session);
        }
        print(session.cost(), resumed.isPresent());
    }

    private Optional<ResumedTrace> resume(TraceWriterFactory format, TraceTarget target)
            throws IOException {
        try {
            return format.resume(target);
        } catch (UnsupportedOperationException _) {
            if (Files.isRegularFile(output) && Files.size(output) > 0) {
                throw new CommandFailure(CommandFailure.INPUT, "-o: " + output
                        + " exists already, and a " + format.format()
                        + " capture cannot be continued; name another file");
            }
            return Optional.empty();
        } catch (ForeignTraceException e) {
            throw new CommandFailure(CommandFailure.INPUT, "-o: " + e.getMessage());
        }
    }

    private void await(HookSession session, Interruption interruption) {
        long from = System.nanoTime();
        while (!session.isOver() && !interruption.isRequested()
                && (seconds == 0 || System.nanoTime() - from < seconds * 1_000_000_000L)) {
            fail(session);
            tell(session);
            LockSupport.parkNanos(NAP_NANOS);
        }
    }

    private static void tell(HookSession session) {
        session.news().forEach(
                sentence -> System.err.println("fxprof: " + Terminal.safe(sentence)));
    }

    private static void fail(HookSession session) {
        session.failure().ifPresent(e -> {
            throw new CommandFailure(CommandFailure.ENVIRONMENT, e.getMessage());
        });
    }

    private void print(CaptureCost cost, boolean resumed) {
        if (json) {
            ObjectNode root = JsonMapper.shared().createObjectNode();
            root.put("schema", "fxprof/record/1").put("file", output.toString())
                    .put("continued", resumed).put("offered", cost.offered())
                    .put("written", cost.written()).put("waiting", cost.waiting())
                    .put("dropped", cost.dropped()).putObject("droppedByReason")
                    .put("ringFull", cost.droppedFull()).put("treeTooLarge", cost.droppedTree())
                    .put("drainKilled", cost.droppedDrain());
            root.putObject("clock").put("source", cost.clock()).put("errorNanos",
                    cost.clockErrorNanos()).put("steps", cost.clockSteps());
            System.out.println(
                    JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(root));
        } else {
            System.out.print(Terminal.safe(String.format(Locale.ROOT,
                    "%s: %,d records offered = %,d written + %,d dropped + %,d waiting; clock %s "
                            + "within %d ns%n",
                    output, cost.offered(), cost.written(), cost.dropped(), cost.waiting(),
                    cost.clock(), cost.clockErrorNanos())));
        }
    }
}
