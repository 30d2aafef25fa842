package dev.fxprof.cli;

import dev.fxprof.api.FanOut;
import dev.fxprof.api.CaptureIdentity;
import dev.fxprof.api.SiteTable;
import dev.fxprof.api.TraceTarget;
import dev.fxprof.api.TraceWriter;
import dev.fxprof.api.TraceWriterFactory;
import dev.fxprof.export.chrome.ChromeTraceWriterFactory;
import dev.fxprof.export.perfetto.PerfettoTraceWriterFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The trace formats of a run, in the order in which they were asked for, and how they share a limit. */
final class TraceFormats {
    private static final String NONE = "none";
    /** A Perfetto trace takes about an eighth of the room, so both reach back equally far. */
    private static final int SHARES = 8;

    private static final Map<String, TraceWriterFactory> KNOWN = known();
    private static final Map<String, Long> SMALLEST = Map.of("chrome",
            ChromeTraceWriterFactory.SMALLEST_LIMIT, "perfetto",
            PerfettoTraceWriterFactory.SMALLEST_LIMIT);

    /** A file that was written. */
    record Output(Path path, String format) {
        /** What shows it. */
        String viewers() {
            return format.equals("chrome")
                    ? "ui.perfetto.dev or speedscope.app"
                    : "ui.perfetto.dev";
        }
    }

    private TraceFormats() {
    }

    private static Map<String, TraceWriterFactory> known() {
        Map<String, TraceWriterFactory> known = new LinkedHashMap<>();
        for (TraceWriterFactory factory : List.of(new ChromeTraceWriterFactory(),
                new PerfettoTraceWriterFactory())) {
            known.put(factory.format(), factory);
        }
        return known;
    }

    static boolean wanted(SimulateOptions options) {
        return !options.trace.contains(NONE);
    }

    private static List<String> formats(SimulateOptions options) {
        return options.trace.stream().distinct().toList();
    }

    /** Fails with a sentence if the options name no formats, or leave them too little room. */
    static void check(SimulateOptions options) {
        if (!wanted(options) && options.trace.size() > 1) {
            throw new CommandFailure(CommandFailure.INPUT,
                    "--trace: none cannot be combined with a format");
        }
        for (String format : options.trace) {
            if (!KNOWN.containsKey(format) && !format.equals(NONE)) {
                throw new CommandFailure(CommandFailure.INPUT, "--trace: '" + format
                        + "' is not a trace format; expected chrome, perfetto, both or none");
            }
        }
        if (options.maxTraceSize == null || !wanted(options)) {
            return;
        }
        for (long limit = 1L << 20;; limit += 1L << 20) {
            long possible = limit;
            if (formats(options).stream()
                    .allMatch(format -> share(options, format, possible) >= SMALLEST.get(format))) {
                if (options.maxTraceSize < limit) {
                    throw new CommandFailure(CommandFailure.INPUT,
                            "--max-trace-size must be at least " + (limit >> 20) + "M for "
                                    + String.join(" and ", formats(options)));
                }
                return;
            }
        }
    }

    private static long share(SimulateOptions options, String format, long limit) {
        if (formats(options).size() == 1) {
            return limit;
        }
        long eighth = limit / SHARES;
        return format.equals("perfetto") ? eighth : limit - eighth;
    }

    /** Opens a writer for each format; if one cannot be opened, none stays open. */
    static Map<String, TraceWriter> open(SimulateOptions options, Path folder, SiteTable sites)
            throws IOException {
        CaptureIdentity began = new CaptureIdentity(List.of(), System.nanoTime());
        Map<String, TraceWriter> writers = new LinkedHashMap<>();
        try {
            for (String format : formats(options)) {
                long limit = options.maxTraceSize == null
                        ? 0
                        : share(options, format, options.maxTraceSize);
                writers.put(format, KNOWN.get(format).open(new TraceTarget(folder, "", sites,
                        "fxprof simulated server", limit, !options.noTraceIds, began,
                        options.compressTrace)));
            }
        } catch (IOException e) {
            new FanOut(List.copyOf(writers.values())).close();
            throw e;
        }
        return writers;
    }

    /** The files that stand when the run is over. */
    static List<Output> files(Map<String, TraceWriter> writers) {
        List<Output> files = new ArrayList<>();
        writers.forEach((format, writer) -> writer.files()
                .forEach(file -> files.add(new Output(file, format))));
        return files;
    }
}
