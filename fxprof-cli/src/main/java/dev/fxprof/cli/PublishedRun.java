package dev.fxprof.cli;

import dev.fxprof.ringbuffer.LiveSegments;
import dev.fxprof.ringbuffer.RecordCounts;
import dev.fxprof.ringbuffer.Recording;
import dev.fxprof.ringbuffer.RecordingOptions;
import dev.fxprof.ringbuffer.SegmentException;
import dev.fxprof.ringbuffer.SegmentView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A run whose spans go into a segment, for other processes to record and to look at. */
final class PublishedRun {
    private static final long LAST_WAIT_NANOS = 10_000_000_000L;

    private final SimulateOptions options;
    private final RecordingOptions setup;
    private final LiveSegments live = LiveSegments.ofUser();
    private final Path file;

    PublishedRun(SimulateOptions options, RecordingOptions setup) throws IOException {
        this.options = options;
        this.setup = setup;
        this.file = options.segment.toString().isEmpty() ? live.ownFile() : options.segment;
        checkFree();
    }

    private void checkFree() throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        try {
            SegmentView view = SegmentView.open(file);
            if (view.isLive()) {
                throw new CommandFailure(CommandFailure.INPUT, "--segment: process "
                        + view.process().pid() + " records into " + file);
            }
        } catch (SegmentException e) {
            throw new CommandFailure(CommandFailure.INPUT,
                    "--segment: a file stands there that is not replaced: " + e.getMessage());
        }
    }

    Recording open() throws IOException {
        Recording recording;
        try {
            recording = Recording.publish(file, "fxprof simulate", setup);
        } catch (IOException e) {
            throw new CommandFailure(CommandFailure.ENVIRONMENT, "--segment: " + file
                    + " cannot be allocated, so nothing is recorded: " + e.getMessage());
        }
        live.register(file);
        if (!LiveSegments.isInMemory(file)) {
            System.err.println("fxprof: " + Terminal.safe(file.toString())
                    + " is not on a RAM file system; the kernel will write it to the disk again "
                    + "and again (/dev/shm is better)");
        }
        System.err.println("fxprof: recording into " + Terminal.safe(file.toString())
                + "; fxprof record, top and dump take it, or " + ProcessHandle.current().pid());
        return recording;
    }

    /** Waits for whoever records to take the rest, and tells what became of the records. */
    void end(Recording recording, TickTimes ticks) throws IOException {
        recording.awaitRecorder(LAST_WAIT_NANOS);
        live.unregister();
        RecordCounts counts = recording.counts();
        if (options.json) {
            ObjectNode root = JsonMapper.shared().createObjectNode();
            root.put("schema", "fxprof/simulate/1").put("players", options.players)
                    .put("ticks", ticks.count()).put("seed", options.seed);
            root.putObject("tick").put("meanNanos", ticks.meanNanos())
                    .put("maxNanos", ticks.maxNanos());
            root.put("segment", file.toString()).put("offered", counts.offered())
                    .put("taken", counts.written()).put("waiting", counts.waiting())
                    .put("dropped", counts.dropped());
            System.out.println(
                    JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(root));
        } else {
            System.out.print(Terminal.safe(String.format(Locale.ROOT,
                    "%d ticks, %.2f ms mean, %.2f ms longest%n%,d records offered = %,d taken + %,d "
                            + "waiting in %s + %,d dropped%n",
                    ticks.count(), ticks.meanNanos() / 1e6, ticks.maxNanos() / 1e6,
                    counts.offered(), counts.written(), counts.waiting(), file,
                    counts.dropped())));
        }
    }
}
