package dev.fxprof.cli;

import dev.fxprof.ringbuffer.LiveSampler;
import dev.fxprof.ringbuffer.SegmentView;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Shows what eats a process's time now, from samples of its open spans. */
@Command(name = "top", description = "Shows what eats a process's time now, from samples of its open "
        + "spans; the process notices nothing. On a terminal: a live view that sorts and filters; "
        + "else a frame each interval. Without an argument: lists the processes that record.")
final class TopCommand implements Callable<Integer> {
    private static final String SCHEMA = "fxprof/top/1";
    private static final int ROWS = 15;

    @Parameters(arity = "0..1", paramLabel = "SEGMENT|PID", description = "Segment file, or id of "
            + "the process that records into it.")
    private String segment;

    @Option(names = "--once", description = "Show one frame and end.")
    private boolean once;

    @Option(names = "--interval", paramLabel = "MS", defaultValue = "1000", description = "Length "
            + "of a frame, 100 to 60000 milliseconds (default ${DEFAULT-VALUE}).")
    private int intervalMillis;

    @Option(names = "--rate", paramLabel = "HZ", defaultValue = "500", description = "Samples a "
            + "second, 1 to 10000 (default ${DEFAULT-VALUE}).")
    private int hertz;

    @Option(names = "--json", description = "Print one JSON object a frame instead of text.")
    private boolean json;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    private boolean help;

    @Override
    public Integer call() throws IOException {
        inRange("--interval", intervalMillis, 100, 60_000);
        inRange("--rate", hertz, 1, 10_000);
        if (segment == null) {
            LiveList.print(SCHEMA, json);
            return 0;
        }
        SegmentView view = SegmentArgument.view(segment);
        boolean terminal = System.console() != null && System.console().isTerminal();
        if (terminal && !once && !json && new TopScreen(view, () -> frame(view)).run()) {
            return 0;
        }
        do {
            LiveSampler sampler = LiveSampler.of(view);
            double recordsPerSecond = sample(view, sampler);
            System.out.print(json
                    ? json(view, sampler)
                    : Terminal.safe(text(view, sampler, recordsPerSecond)));
        } while (!once && view.isLive());
        return 0;
    }

    private TopFrame frame(SegmentView view) {
        LiveSampler sampler = LiveSampler.of(view);
        return TopFrame.of(view, sampler, sample(view, sampler));
    }

    /** Samples for an interval; returns the records that were offered a second meanwhile. */
    private double sample(SegmentView view, LiveSampler sampler) {
        long offered = view.cost().offered();
        long from = System.nanoTime();
        sample(sampler);
        return (view.cost().offered() - offered) * 1e9 / (System.nanoTime() - from);
    }

    private static void inRange(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new CommandFailure(CommandFailure.INPUT,
                    option + " must be from " + least + " to " + most + ", got " + value);
        }
    }

    private void sample(LiveSampler sampler) {
        long from = System.nanoTime();
        long end = from + intervalMillis * 1_000_000L;
        for (long due = from; due < end; due += 1_000_000_000L / hertz) {
            long wait = due - System.nanoTime();
            if (wait > 0) {
                LockSupport.parkNanos(wait);
            }
            sampler.sample();
        }
    }

    private static String json(SegmentView view, LiveSampler sampler) {
        ObjectNode root = JsonMapper.shared().createObjectNode().put("schema", SCHEMA);
        root.put("pid", view.process().pid()).put("live", view.isLive());
        new SampleTable(sampler).fill(root);
        return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(root)
                + System.lineSeparator();
    }

    private static String text(SegmentView view, LiveSampler sampler, double recordsPerSecond) {
        return String.format(Locale.ROOT, "%s, process %d%s: %,.0f records/s, %,d dropped%n%s",
                view.title(), view.process().pid(), view.isLive() ? "" : " (ended)",
                recordsPerSecond, view.cost().dropped(), new SampleTable(sampler).text(ROWS));
    }
}
