package dev.fxprof.bench;

import dev.fxprof.bench.report.JsonReport;
import dev.fxprof.bench.report.MarkdownReport;
import dev.fxprof.bench.report.Report;
import dev.fxprof.bench.report.TextReport;
import dev.fxprof.bench.run.BenchFailure;
import dev.fxprof.bench.run.Depth;
import dev.fxprof.bench.table.Tables;
import dev.fxprof.cli.BenchOptions;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Entry point of the benchmarks' jar, started by {@code fxprof bench} with its arguments. */
public final class BenchMain {
    private BenchMain() {
    }

    /**
     * Runs the benchmarks and exits.
     *
     * @param args as {@code fxprof bench} takes them
     */
    public static void main(String[] args) {
        System.exit(run(args));
    }

    private static int run(String[] args) {
        try {
            BenchOptions options = new BenchOptions();
            new CommandLine(options).parseArgs(args);
            measure(options, "fxprof bench" + (args.length == 0 ? "" : " ")
                    + String.join(" ", args));
            return 0;
        } catch (ParameterException e) {
            return fail(BenchFailure.INPUT, e.getMessage());
        } catch (BenchFailure e) {
            return fail(e.exitCode(), e.getMessage());
        }
    }

    private static int fail(int exitCode, String sentence) {
        System.err.println("fxprof: " + sentence);
        return exitCode;
    }

    private static void measure(BenchOptions options, String command) {
        List<String> names = options.table().map(List::of).orElse(Tables.ALL);
        options.table().filter(name -> !Tables.ALL.contains(name)).ifPresent(name -> {
            throw new BenchFailure(BenchFailure.INPUT, "'" + name + "' is no table; expected "
                    + String.join(", ", Tables.ALL.subList(0, Tables.ALL.size() - 1)) + " or "
                    + Tables.ALL.getLast());
        });
        Depth depth = depth(options);
        options.out().ifPresent(file -> requireWritable("-o", file));
        options.markdown().ifPresent(file -> requireWritable("--markdown", file));
        Report report = new Bench(names, depth, !options.full(), home()).run(command);
        options.out().ifPresent(file -> write("-o", file, JsonReport.render(report)));
        options.markdown()
                .ifPresent(file -> write("--markdown", file, MarkdownReport.render(report)));
        System.out.print(options.json() ? JsonReport.render(report) : TextReport.render(report));
    }

    private static Depth depth(BenchOptions options) {
        if (options.quick() && options.full()) {
            throw new BenchFailure(BenchFailure.INPUT, "--quick and --full exclude each other");
        }
        Depth usual = options.full() ? Depth.FULL : Depth.QUICK;
        Depth depth = new Depth(options.forks().orElse(usual.forks()),
                options.iterations().orElse(usual.warmups()),
                options.iterations().orElse(usual.iterations()),
                options.millis().orElse(usual.millis()), usual.overheadSeconds());
        if (depth.forks() < 1 || depth.iterations() < 1 || depth.millis() < 1) {
            throw new BenchFailure(BenchFailure.INPUT,
                    "--forks, --iterations and --millis must be at least 1");
        }
        return depth;
    }

    /** Folder of the project: the jar lies in the target folder of one of its modules. */
    private static Path home() {
        try {
            Path jar = Path.of(BenchMain.class.getProtectionDomain().getCodeSource().getLocation()
                    .toURI());
            return jar.resolve("../../..").normalize();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Minutes of measuring must not end with a file that cannot be written. */
    private static void requireWritable(String option, Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (Files.isDirectory(file) || folder == null || !Files.isWritable(folder)) {
            throw new BenchFailure(BenchFailure.ENVIRONMENT,
                    option + ": the file " + file + " cannot be written");
        }
    }

    private static void write(String option, Path file, String text) {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            Files.writeString(part, text);
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new BenchFailure(BenchFailure.ENVIRONMENT,
                    option + ": the file " + file + " cannot be written");
        }
    }
}
