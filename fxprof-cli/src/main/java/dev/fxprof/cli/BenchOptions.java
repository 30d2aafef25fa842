package dev.fxprof.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Arguments of {@code fxprof bench}, read by the command and again by the process it starts. */
public final class BenchOptions {
    @Parameters(arity = "0..1", paramLabel = "TABLE", description = "One table only: ring, push, span, "
            + "clock, luacall, coroutine, scheduler, export, overhead or queue.")
    private String table;

    @Option(names = "--quick", description = "3 short forks, all tables within 10 minutes; the "
            + "verdicts are indications (the default).")
    private boolean quick;

    @Option(names = "--full", description = "5 longer forks; one table within 7 minutes.")
    private boolean full;

    @Option(names = "--json", description = "Print one JSON object instead of tables.")
    private boolean json;

    @Option(names = "-o", paramLabel = "FILE.json", description = "Write the JSON object to a file.")
    private Path out;

    @Option(names = "--markdown", paramLabel = "FILE", description = "Write the tables as a page of "
            + "the documentation.")
    private Path markdown;

    @Option(names = "--forks", hidden = true, paramLabel = "N", description = "Forks of each configuration.")
    private Integer forks;

    @Option(names = "--iterations", hidden = true, paramLabel = "N", description = "Iterations of a fork, for warming up and measuring each.")
    private Integer iterations;

    @Option(names = "--millis", hidden = true, paramLabel = "N", description = "Length of an iteration.")
    private Integer millis;

    /** Nothing given. */
    public BenchOptions() {
    }

    /**
     * The table asked for.
     *
     * @return its name, or empty for all
     */
    public Optional<String> table() {
        return Optional.ofNullable(table);
    }

    /**
     * Whether {@code --quick} was given.
     *
     * @return true if so
     */
    public boolean quick() {
        return quick;
    }

    /**
     * Whether {@code --full} was given.
     *
     * @return true if so
     */
    public boolean full() {
        return full;
    }

    /**
     * Whether standard output shall be JSON.
     *
     * @return true if so
     */
    public boolean json() {
        return json;
    }

    /**
     * Where the JSON object goes.
     *
     * @return a file
     */
    public Optional<Path> out() {
        return Optional.ofNullable(out);
    }

    /**
     * Where the page goes.
     *
     * @return a file
     */
    public Optional<Path> markdown() {
        return Optional.ofNullable(markdown);
    }

    /**
     * Forks of each configuration.
     *
     * @return a number other than the usual one
     */
    public Optional<Integer> forks() {
        return Optional.ofNullable(forks);
    }

    /**
     * Iterations of a fork, for warming up and for measuring each.
     *
     * @return a number other than the usual ones
     */
    public Optional<Integer> iterations() {
        return Optional.ofNullable(iterations);
    }

    /**
     * Length of an iteration.
     *
     * @return milliseconds other than the usual ones
     */
    public Optional<Integer> millis() {
        return Optional.ofNullable(millis);
    }
}
