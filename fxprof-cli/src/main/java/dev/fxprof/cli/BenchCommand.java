package dev.fxprof.cli;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Starts the benchmarks as a process of their own: they bring libraries that the command must not
 * have, and nothing may run beside them.
 */
@Command(name = "bench", description = "Reproduces the published tables: published, measured here, "
        + "verdict, and peers measured in the same run.")
final class BenchCommand implements Callable<Integer> {
    private static final String JAR = "fxprof-it/target/fxprof-bench.jar";

    @Spec
    private CommandSpec spec;

    @Mixin
    private BenchOptions options;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    private boolean help;

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC", "--sun-misc-unsafe-memory-access=allow", "-jar",
                jar().toString()));
        List<String> all = spec.commandLine().getParseResult().originalArgs();
        words.addAll(all.subList(all.indexOf(spec.name()) + 1, all.size()));
        Process process = new ProcessBuilder(words).inheritIO().start();
        Thread end = new Thread(() -> {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
        });
        Runtime.getRuntime().addShutdownHook(end);
        int exit = process.waitFor();
        Runtime.getRuntime().removeShutdownHook(end);
        return exit;
    }

    private static Path jar() {
        try {
            Path command = Path.of(BenchCommand.class.getProtectionDomain().getCodeSource()
                    .getLocation().toURI());
            Path jar = command.resolve("../../..").resolve(JAR).normalize();
            if (!Files.isRegularFile(jar)) {
                throw new CommandFailure(CommandFailure.ENVIRONMENT,
                        "the benchmarks are not built, "
                                + jar
                                + " is missing; mvn -Dmaven.test.skip -pl fxprof-it -am package makes "
                                + "it");
            }
            return jar;
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
