package dev.fxprof.it;

import java.nio.file.Path;
import tools.jackson.databind.JsonNode;

/** The full-profile run of 1,200 ticks that several tests look at. */
final class MainRun {
    static final int TICKS = 1200;
    static final int SEED = 7;

    private static MainRun run;

    final JsonNode json;
    final LoadedTrace trace;

    private MainRun() {
        Path folder = Folders.fresh("main-run");
        json = Command.simulate("--duration", TICKS + "t", "--seed", "" + SEED, "--profile",
                "full", "--json", "--out", folder.toString()).run().succeeded().json();
        trace = LoadedTrace.of(folder);
    }

    static synchronized MainRun get() {
        if (run == null) {
            run = new MainRun();
        }
        return run;
    }
}
