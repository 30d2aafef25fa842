package dev.fxprof.cli;

import dev.fxprof.api.TraceTarget;
import dev.fxprof.api.TraceWriter;
import dev.fxprof.api.TraceWriterFactory;
import dev.fxprof.hooks.lua.perf.PerfCounts;
import dev.fxprof.hooks.lua.perf.PerfSession;
import dev.fxprof.hooks.lua.perf.PerfSources;
import dev.fxprof.hooks.lua.perf.PerfSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Records what a server without any hook tells of itself, and says at the end what that was. */
final class PerfRecord {
    private static final long NAP_NANOS = 20_000_000;
    private static final double MILLIS = 1e3;
    private static final double NANOS = 1e9;

    private final PerfSources sources;
    private final Path output;
    private final boolean json;

    PerfRecord(PerfSources sources, Path output, boolean json) {
        this.sources = sources;
        this.output = output;
        this.json = json;
    }

    int run(TraceWriterFactory format, Path folder, long seconds) throws IOException {
        if (sources.isLaunch() && seconds > 0) {
            throw new CommandFailure(CommandFailure.INPUT,
                    "--seconds does not go with --launch, which ends with the server");
        }
        if (Files.isRegularFile(output) && Files.size(output) > 0) {
            throw new CommandFailure(CommandFailure.INPUT, "-o: " + output
                    + " exists already, and such a capture cannot be continued; name another file");
        }
        try (Interruption interruption = new Interruption();
                PerfSession session = new PerfSession(sources)) {
            record(session, format, folder, seconds, interruption);
            OptionalInt exit = session.exitCode();
            print(session.summary(), exit);
            if (exit.isPresent() && exit.getAsInt() != 0) {
                interruption.exitWith(exit.getAsInt());
                fail(session, false);
                return exit.getAsInt();
            }
            fail(session, true);
        }
        return 0;
    }

    private void record(PerfSession session, TraceWriterFactory format, Path folder, long seconds,
            Interruption interruption) throws IOException {
        TraceTarget target = new TraceTarget(folder, output.getFileName().toString(),
                session.sites(), session.title(), 0, true, session.identity());
        long from = System.nanoTime();
        try (TraceWriter writer = format.open(target)) {
            session.start(writer, session.identity().originNanos(), List.of(), 1);
            System.err.println("fxprof: recording to " + Terminal.safe(output.toString())
                    + (sources.isLaunch() ? " until the server ends" : "; press Ctrl-C to stop"));
            while (!session.isOver() && !interruption.isRequested()
                    && (seconds == 0 || System.nanoTime() - from < seconds * 1_000_000_000L)) {
                tell(session);
                LockSupport.parkNanos(NAP_NANOS);
            }
            session.close();
            tell(session);
        }
        if (sources.isLaunch() && session.exitCode().isEmpty()) {
            Files.deleteIfExists(output);
        }
    }

    private static void tell(PerfSession session) {
        session.news().forEach(
                sentence -> System.err.println("fxprof: " + Terminal.safe(sentence)));
    }

    /** The exit code of a server that failed counts for more than what became of its recording. */
    private static void fail(PerfSession session, boolean exit) {
        session.failure().ifPresent(e -> {
            if (exit) {
                throw new CommandFailure(CommandFailure.ENVIRONMENT, e.getMessage());
            }
            System.err.println("fxprof: " + Terminal.safe(String.valueOf(e.getMessage())));
        });
    }

    /** A server that was started here has standard output for itself. */
    private void print(PerfSummary summary, OptionalInt exit) {
        String text = json ? json(summary, exit) : Terminal.safe(text(summary));
        if (sources.isLaunch()) {
            System.err.print(text);
        } else {
            System.out.print(text);
        }
    }

    private String text(PerfSummary summary) {
        StringBuilder text = new StringBuilder();
        for (PerfSummary.Row row : summary.threads()) {
            text.append(String.format(Locale.ROOT, "%-9s  ", row.name()));
            if (row.ticks() > 0) {
                text.append(String.format(Locale.ROOT,
                        "%,d ticks, mean %.1f ms, p50 %s, p99 %s, ", row.ticks(),
                        row.meanSeconds() * MILLIS, bound(row.p50Seconds()),
                        bound(row.p99Seconds())));
            }
            text.append(row.hitches() == 0
                    ? "no hitches\n"
                    : String.format(Locale.ROOT, "%,d %s, the longest %,d ms%n", row.hitches(),
                            row.hitches() == 1 ? "hitch" : "hitches", row.longestMillis()));
        }
        if (summary.threads().isEmpty()) {
            text.append("nothing was heard of the server\n");
        }
        PerfCounts polls = summary.polls();
        if (polls.failures() + polls.refusals() + polls.restarts() > 0) {
            text.append(String.format(Locale.ROOT,
                    "metrics: %,d answers, %,d failures, %,d times asked too often, %,d restarts "
                            + "of the server%n",
                    polls.answers(), polls.failures(), polls.refusals(), polls.restarts()));
        }
        return text.append(output).append(": causes are not recorded this way\n").toString();
    }

    private static String bound(double seconds) {
        return Double.isInfinite(seconds)
                ? "over the last bound"
                : String.format(Locale.ROOT, "at most %.0f ms", seconds * MILLIS);
    }

    private String json(PerfSummary summary, OptionalInt exit) {
        ObjectNode root = JsonMapper.shared().createObjectNode();
        root.put("schema", "fxprof/record/1").put("file", output.toString())
                .put("continued", false);
        ArrayNode threads = root.putArray("threads");
        for (PerfSummary.Row row : summary.threads()) {
            ObjectNode one = threads.addObject().put("name", row.name())
                    .put("ticks", row.ticks());
            put(one, "p50AtMostNanos", row.p50Seconds());
            put(one, "p99AtMostNanos", row.p99Seconds());
            put(one, "meanNanos", row.meanSeconds());
            one.put("hitches", row.hitches()).put("longestHitchNanos",
                    row.longestMillis() * 1_000_000L);
        }
        PerfCounts polls = summary.polls();
        root.putObject("metrics").put("answers", polls.answers())
                .put("failures", polls.failures()).put("refusals", polls.refusals())
                .put("restarts", polls.restarts());
        exit.ifPresent(code -> root.put("exitCode", code));
        return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(root)
                + "\n";
    }

    /** Null stands for over the last bound. */
    private static void put(ObjectNode node, String name, double seconds) {
        if (Double.isInfinite(seconds)) {
            node.putNull(name);
        } else {
            node.put(name, Math.round(seconds * NANOS));
        }
    }
}
