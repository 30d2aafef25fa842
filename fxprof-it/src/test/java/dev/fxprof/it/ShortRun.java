package dev.fxprof.it;

import java.nio.file.Path;
import tools.jackson.databind.JsonNode;

/** The full-profile run of 60 ticks that several tests look at. */
final class ShortRun {
    private static ShortRun run;

    final Path folder = Folders.fresh("short-run");
    final JsonNode json = command(folder).run().succeeded().json();
    final LoadedTrace trace = LoadedTrace.of(folder);

    private ShortRun() {
    }

    static synchronized ShortRun get() {
        if (run == null) {
            run = new ShortRun();
        }
        return run;
    }

    /** The same run with its output elsewhere. */
    static Command command(Path out) {
        return Command.simulate("--duration", "60t", "--profile", "full", "--seed", "3", "--json",
                "--out", out.toString());
    }
}
