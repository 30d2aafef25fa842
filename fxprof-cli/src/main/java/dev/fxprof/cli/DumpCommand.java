package dev.fxprof.cli;

import dev.fxprof.api.CaptureCost;
import dev.fxprof.api.Site;
import dev.fxprof.ringbuffer.RecordCounts;
import dev.fxprof.ringbuffer.SegmentView;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Shows the state of a segment: rings, and what is open on each thread. */
@Command(name = "dump", description = "Shows what a process is running now, or was when it died, and "
        + "what became of its records. Without an argument: lists the processes that record.")
final class DumpCommand implements Callable<Integer> {
    private static final String SCHEMA = "fxprof/dump/1";

    @Parameters(arity = "0..1", paramLabel = "SEGMENT|PID", description = "Segment file, or id of "
            + "the process that records into it.")
    private String segment;

    @Option(names = "--json", description = "Print one JSON object instead of text.")
    private boolean json;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    private boolean help;

    @Override
    public Integer call() throws IOException {
        if (segment == null) {
            LiveList.print(SCHEMA, json);
            return 0;
        }
        SegmentView view = SegmentArgument.view(segment);
        System.out.print(json ? json(view) : Terminal.safe(text(view)));
        return 0;
    }

    private static String json(SegmentView view) {
        ObjectNode root = JsonMapper.shared().createObjectNode().put("schema", SCHEMA);
        root.put("pid", view.process().pid()).put("title", view.title()).put("live",
                view.isLive());
        view.recorder().ifPresent(recorder -> root.put("recorderPid", recorder.pid()));
        ArrayNode rings = root.putArray("rings");
        for (SegmentView.Ring ring : view.rings()) {
            RecordCounts counts = ring.counts();
            boolean live = view.isLive();
            rings.addObject().put("producer", ring.producer()).put("thread", ring.thread())
                    .put("active", ring.active()).put("offered", counts.offered())
                    .put("drained", counts.drained() - counts.droppedTree()
                            - counts.droppedDrain())
                    .put("recovered", counts.recovered() + (live ? 0 : counts.waiting()))
                    .put("waiting", live ? counts.waiting() : 0).put("dropped", counts.dropped())
                    .put("torn", ring.torn()).putObject("droppedByReason")
                    .put("ringFull", counts.droppedFull()).put("treeTooLarge", counts.droppedTree())
                    .put("drainKilled", counts.droppedDrain());
        }
        ArrayNode stacks = root.putArray("openStacks");
        for (SegmentView.Stack stack : view.openStacks()) {
            ObjectNode one = stacks.addObject().put("thread", stack.thread()).put("complete",
                    stack.complete());
            ArrayNode frames = one.putArray("frames");
            for (SegmentView.Frame frame : stack.frames()) {
                Site site = frame.site();
                frames.addObject().put("resource", site.resource())
                        .put("kind", site.kind().label()).put("name", site.name())
                        .put("file", site.file()).put("line", site.line())
                        .put("runningNanos", frame.runningNanos())
                        .put("recorded", frame.recorded());
            }
        }
        CaptureCost cost = view.cost();
        root.putObject("clock").put("source", cost.clock()).put("errorNanos",
                cost.clockErrorNanos()).put("steps", cost.clockSteps());
        root.put("overflowedNames", cost.overflowedNames());
        return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(root)
                + System.lineSeparator();
    }

    private static String text(SegmentView view) {
        StringBuilder text = new StringBuilder();
        boolean live = view.isLive();
        CaptureCost cost = view.cost();
        text.append(format("%s, process %d, %s; clock %s%s%n", view.title(), view.process().pid(),
                live ? "recording" : view.process().isAlive() ? "ended its recording" : "dead",
                cost.clock(), cost.clockErrorNanos() == 0
                        ? ""
                        : " within " + cost.clockErrorNanos() + " ns"));
        view.recorder().ifPresent(recorder -> text
                .append(format("recorded by process %d%n", recorder.pid())));
        for (SegmentView.Ring ring : view.rings()) {
            RecordCounts counts = ring.counts();
            text.append(format("%nthread %s: %,d records offered = %,d taken + %,d %s + %,d "
                    + "dropped%s%n", ring.thread(), counts.offered(),
                    counts.drained() + counts.recovered() - counts.droppedTree()
                            - counts.droppedDrain(),
                    counts.waiting(), live ? "waiting" : "to be recovered", counts.dropped(),
                    ring.torn() == 0 ? "" : "; one more was half written"));
        }
        for (SegmentView.Stack stack : view.openStacks()) {
            stack(text, stack, live);
        }
        if (cost.overflowedNames() > 0) {
            text.append(format("%n%,d calls had names that found no room, they are \"(other)\"%n",
                    cost.overflowedNames()));
        }
        return text.toString();
    }

    private static void stack(StringBuilder text, SegmentView.Stack stack, boolean live) {
        text.append(format("%nopen on %s%s%s%n", stack.thread(),
                live ? "" : " when the process ended", stack.frames().isEmpty()
                        ? ": nothing"
                        : ", outermost first:"));
        for (SegmentView.Frame frame : stack.frames()) {
            Site site = frame.site();
            text.append(format("  %12s  %-20s %-9s %s%s%n",
                    frame.recorded() ? format("%.3f ms", frame.runningNanos() / 1e6) : "-",
                    site.resource(), site.kind().label(), site.name(),
                    site.file().isEmpty() ? "" : "  (" + site.file() + ":" + site.line() + ")"));
        }
        if (!stack.complete()) {
            text.append("  (there are more: the stack is deeper than others can see)\n");
        }
    }

    private static String format(String format, Object... args) {
        return String.format(Locale.ROOT, format, args);
    }
}
