package dev.fxprof.cli;

import dev.fxprof.api.Capture;
import dev.fxprof.export.report.CaptureJson;
import dev.fxprof.export.report.CaptureMarkdown;
import dev.fxprof.export.report.CaptureReport;
import dev.fxprof.export.report.CaptureText;
import dev.fxprof.export.report.ReportOptions;
import dev.fxprof.export.report.TreeOrder;
import dev.fxprof.export.report.HtmlReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/** Reports on a capture of any format. */
@Command(name = "report", description = "Says what a recording amounts to: which resource, event, "
        + "export, native or function takes the time, which ticks were slow and what caused them.")
final class ReportCommand implements Callable<Integer> {
    private static final int ROWS = 10;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final int LONGEST_LIST = 12;

    @Parameters(paramLabel = "FILE", description = "A recording; its format is recognised by its "
            + "content.")
    private Path file;

    @Option(names = "--json", description = "Print one JSON object instead of text.")
    private boolean json;

    @Option(names = "--markdown", description = "Print Markdown, for a comment on GitHub.")
    private boolean markdown;

    @Option(names = "--html", paramLabel = "OUT.html", description = "Write one page that a browser "
            + "opens from disk, without a network.")
    private Path html;

    @Option(names = "--tick", paramLabel = "N", description = "Only tick N, counted from 0, with the "
            + "tree of what ran in it.")
    private Long tick;

    @Option(names = "--order", paramLabel = "cost|time", defaultValue = "cost", description = "Order of that tree (default ${DEFAULT-VALUE}).")
    private TreeOrder order;

    @Option(names = "--only-ticks-over", paramLabel = "TIME", converter = ShortTime.class, description = "Only ticks that took longer, such as 20ms.")
    private Long onlyOver;

    @Option(names = "--resource", paramLabel = "R", description = "Only what is billed to resource R.")
    private String resource;

    @Option(names = "--top", paramLabel = "N", description = "Rows a table (default " + ROWS
            + ", in JSON all).")
    private Integer top;

    @Option(names = "--hitch", paramLabel = "MS", defaultValue = "150", description = "Ticks longer "
            + "than this many milliseconds are hitches (default ${DEFAULT-VALUE}).")
    private int hitchMillis;

    @Option(names = "--tick-rate", paramLabel = "HZ", defaultValue = "20", description = "Ticks a "
            + "second that the server aims at, such as 20 or 60; sets the budget of a tick (default "
            + "${DEFAULT-VALUE}).")
    private int tickRate;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    private boolean help;

    @Override
    public Integer call() throws IOException {
        check();
        OutputFile output = html == null ? null : OutputFile.beside("--html", html, file);
        try (Capture capture = CaptureInput.open(file)) {
            requireResource(capture);
            HtmlReport page = output == null ? null : new HtmlReport(capture);
            CaptureReport report = CaptureReport.of(capture, options(),
                    page == null ? List.of() : List.of(page.sink()));
            requireTick(report);
            if (page != null) {
                output.write(to -> page.write(report, file.getFileName().toString(), to));
            }
            print(report);
        }
        return 0;
    }

    private void check() {
        if (json && markdown) {
            throw new CommandFailure(CommandFailure.INPUT,
                    "--json and --markdown cannot be combined");
        }
        within("--top", top == null ? ROWS : top, 1, Integer.MAX_VALUE);
        within("--hitch", hitchMillis, 1, Integer.MAX_VALUE);
        within("--tick-rate", tickRate, 1, 1000);
        within("--tick", tick == null ? 0 : tick, 0, Long.MAX_VALUE);
    }

    private static void within(String option, long value, long least, long most) {
        if (value < least || value > most) {
            throw new CommandFailure(CommandFailure.INPUT, option + " must be "
                    + (most >= Integer.MAX_VALUE
                            ? "at least " + least
                            : "from " + least + " to " + most)
                    + ", got " + value);
        }
    }

    private ReportOptions options() {
        return new ReportOptions(NANOS_PER_SECOND / tickRate, hitchMillis * 1_000_000L,
                tick == null ? OptionalLong.empty() : OptionalLong.of(tick),
                onlyOver == null ? OptionalLong.empty() : OptionalLong.of(onlyOver), resource);
    }

    private void requireResource(Capture capture) {
        if (resource == null) {
            return;
        }
        SortedSet<String> known = CaptureReport.resources(capture);
        if (!known.contains(resource)) {
            throw new CommandFailure(CommandFailure.INPUT, "--resource: " + file
                    + " holds nothing of '" + resource + "'; it holds "
                    + (known.isEmpty()
                            ? "no resource at all"
                            : String.join(", ", known.stream().limit(LONGEST_LIST).toList()))
                    + (known.size() > LONGEST_LIST
                            ? " and " + (known.size() - LONGEST_LIST) + " more"
                            : ""));
        }
    }

    private void requireTick(CaptureReport report) {
        if (tick == null || report.tree().isPresent()) {
            return;
        }
        long ticks = report.ticksInCapture();
        String problem = ticks == 0
                ? "marks no ticks"
                : tick < ticks
                        ? "has a tick " + tick + ", but it did not take that long"
                        : "has ticks 0 to " + (ticks - 1);
        throw new CommandFailure(CommandFailure.INPUT,
                "--tick " + tick + ": " + file + " " + problem);
    }

    private void print(CaptureReport report) {
        String name = file.toString();
        int rows = top == null ? ROWS : top;
        if (json) {
            System.out.println(JsonMapper.shared().writerWithDefaultPrettyPrinter()
                    .writeValueAsString(
                            CaptureJson.of(report, name, top == null ? Integer.MAX_VALUE : top)));
        } else if (markdown) {
            System.out.print(Terminal.safe(CaptureMarkdown.render(report, name, rows)));
        } else if (html != null) {
            System.out.print(Terminal.safe(report.verdict() + System.lineSeparator() + "page: "
                    + html + System.lineSeparator()));
        } else {
            System.out.print(Terminal.safe(CaptureText.render(report, name, rows, order)));
        }
    }
}
