package dev.fxprof.cli;

import dev.fxprof.ringbuffer.LiveSampler;
import dev.fxprof.ringbuffer.SegmentView;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Shows what eats a server's time now. */
@Command(name = "top", description = "Shows what eats a process's time now, from samples of its open "
        + "spans; the process notices nothing. With --serve: from the figures of fxprof serve. On "
        + "a terminal: a live view that sorts and filters; else a frame each interval. Without an "
        + "argument: lists the processes that record.")
final class TopCommand implements Callable<Integer> {
    private static final String SCHEMA = "fxprof/top/1";
    private static final int ROWS = 15;
    private static final int WIDTH = 200;

    @Parameters(arity = "0..1", paramLabel = "SEGMENT|PID", description = "Segment file, or id of "
            + "the process that records into it.")
    private String segment;

    @Option(names = "--serve", paramLabel = "URL", description = "Show what fxprof serve knows, such as http://localhost:8080; wants --token-file.")
    private String serve;

    @Option(names = "--token-file", paramLabel = "FILE", description = "File whose first line is the token of fxprof serve.")
    private Path tokenFile;

    @Option(names = "--name", paramLabel = "NAME", description = "Name of the server, of several that fxprof serve shows (default: the first).")
    private String name;

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
        if (serve != null || tokenFile != null || name != null) {
            served();
        } else if (segment == null) {
            LiveList.print(SCHEMA, json);
        } else {
            sampled(SegmentArgument.view(segment));
        }
        return 0;
    }

    private static void inRange(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new CommandFailure(CommandFailure.INPUT,
                    option + " must be from " + least + " to " + most + ", got " + value);
        }
    }

    /** Whether a live view was shown until somebody ended it. */
    private boolean isShown(TopSource source) throws IOException {
        boolean terminal = System.console() != null && System.console().isTerminal();
        return terminal && !once && !json && new TopScreen(source).run();
    }

    private void sampled(SegmentView view) throws IOException {
        TopSegment source = new TopSegment(view, intervalMillis, hertz);
        if (isShown(source)) {
            return;
        }
        do {
            LiveSampler sampler = source.sample();
            System.out.print(json
                    ? json(view, sampler)
                    : Terminal.safe(source.heading() + System.lineSeparator()
                            + new SampleTable(sampler).text(ROWS)));
        } while (!once && view.isLive());
    }

    private void served() throws IOException {
        if (serve == null || tokenFile == null || segment != null) {
            throw new CommandFailure(CommandFailure.INPUT, "expected either a segment or a process,"
                    + " or --serve URL with --token-file FILE");
        }
        TopServe source = new TopServe(serve, TokenFile.read("--token-file", tokenFile).reveal(),
                name, intervalMillis);
        if (isShown(source)) {
            return;
        }
        do {
            TopFrame frame = source.next();
            System.out.print(json
                    ? JsonMapper.shared().writerWithDefaultPrettyPrinter()
                            .writeValueAsString(source.snapshot()) + System.lineSeparator()
                    : String.join(System.lineSeparator(), new TopView().plain(frame, WIDTH))
                            + System.lineSeparator());
        } while (!once);
    }

    private static String json(SegmentView view, LiveSampler sampler) {
        ObjectNode root = JsonMapper.shared().createObjectNode().put("schema", SCHEMA);
        root.put("pid", view.process().pid()).put("live", view.isLive());
        new SampleTable(sampler).fill(root);
        return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(root)
                + System.lineSeparator();
    }
}
