package dev.fxprof.cli;

import dev.fxprof.api.Capture;
import dev.fxprof.export.diff.Comparison;
import dev.fxprof.export.diff.RecordedTicks;
import dev.fxprof.export.diff.TickComparison;
import dev.fxprof.export.flamegraph.StackTotals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Compares captures from before and after a change. */
@Command(name = "diff", description = "Compares recordings from before and after a change: what "
        + "became slower or faster, by how much, with a 95 %% interval. Exit code 1 if something "
        + "became slower.", customSynopsis = {
                "fxprof diff [OPTIONS] BEFORE AFTER",
                "fxprof diff [OPTIONS] BEFORE... -- AFTER..."})
final class DiffCommand implements Callable<Integer> {
    private static final String BETWEEN = "--";

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Recordings of any format. With one a side the result is "
            + "indicative; five a side see changes of a few percent.")
    private List<Path> files;

    @Mixin
    private DiffOutput output;

    @Option(names = "--warmup", paramLabel = "TICKS", defaultValue = "20", description = "Ticks to leave out at the beginning of each recording, at most a "
            + "tenth of it (default ${DEFAULT-VALUE}).")
    private int warmup;

    @Option(names = "--json", description = "Print one JSON object instead of text.")
    private boolean json;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    private boolean help;

    @Spec
    private CommandSpec spec;

    private final List<RecordedTicks> before = new ArrayList<>();
    private final List<RecordedTicks> after = new ArrayList<>();
    private StackTotals stacksBefore;
    private StackTotals stacksAfter;

    @Override
    public Integer call() throws IOException {
        if (warmup < 0) {
            throw new CommandFailure(CommandFailure.INPUT,
                    "--warmup must be at least 0, got " + warmup);
        }
        int first = filesBefore();
        for (Path file : files) {
            requireFile(file);
        }
        Optional<OutputFile> page = output.file(json, files.toArray(Path[]::new));
        for (int i = 0; i < files.size(); i++) {
            read(files.get(i), i < first);
        }
        requireOneKind();
        Comparison comparison = TickComparison.captures(before, after, output.minEffect);
        return output.print(comparison, page, new DiffOutput.Stacks(stacksBefore, stacksAfter),
                json, root -> {
                });
    }

    /** How many of the files stand before the two hyphens, which no parameter holds. */
    private int filesBefore() {
        List<String> words = spec.commandLine().getParseResult().originalArgs();
        int between = words.indexOf(BETWEEN);
        if (between < 0) {
            if (files.size() == 2) {
                return 1;
            }
            throw new CommandFailure(CommandFailure.INPUT, "diff takes two recordings, or those "
                    + "from before, then --, then those from after; got " + files.size()
                    + " without --");
        }
        int after = words.size() - between - 1;
        if (after == 0 || after >= files.size()) {
            throw new CommandFailure(CommandFailure.INPUT,
                    "diff needs at least one recording before -- and one after it");
        }
        return files.size() - after;
    }

    private static void requireFile(Path file) {
        if (!Files.exists(file)) {
            throw new CommandFailure(CommandFailure.INPUT, "there is no file " + file
                    + (file.toString().startsWith("-")
                            ? "; options stand before the recordings"
                            : ""));
        }
    }

    private void read(Path file, boolean isBefore) throws IOException {
        try (Capture capture = CaptureInput.open(file)) {
            RecordedTicks ticks = RecordedTicks.of(capture, warmup, files.size());
            if (ticks.ticks() == 0) {
                throw new CommandFailure(CommandFailure.INPUT,
                        file + " holds nothing that took time");
            }
            List<RecordedTicks> side = isBefore ? before : after;
            if (output.wantsPage() && side.isEmpty()) {
                StackTotals stacks = StackTotals.of(capture);
                stacksBefore = isBefore ? stacks : stacksBefore;
                stacksAfter = isBefore ? stacksAfter : stacks;
            }
            side.add(ticks);
        }
    }

    private void requireOneKind() {
        boolean byTime = before.getFirst().isByTime();
        for (int i = 0; i < files.size(); i++) {
            RecordedTicks ticks = i < before.size() ? before.get(i) : after.get(i - before.size());
            if (ticks.isByTime() != byTime) {
                throw new CommandFailure(CommandFailure.INPUT, files.get(i)
                        + (byTime ? " marks ticks, but " : " marks no ticks, but ")
                        + files.getFirst() + (byTime ? " does not" : " does")
                        + "; only recordings of one kind can be compared");
            }
        }
    }
}
