package dev.fxprof.cli;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of {@code fxprof simulate --compare}. */
final class CompareOptions {
    static final ServerTime DURATION = new ServerTime(240, 't');

    @Option(names = "--compare", paramLabel = "DIR", arity = "2", description = "Two folders with resources of your own, before and after a change: runs both side "
            + "by side and judges what became slower or faster; exit code 1 if something became "
            + "slower.")
    List<Path> folders;

    @Option(names = "--blocks", paramLabel = "N", defaultValue = "10", description = "With --compare: how often both servers are started anew, 1 to 1000; "
            + "more see smaller changes (default ${DEFAULT-VALUE}).")
    int blocks;

    @Mixin
    DiffOutput output;
}
