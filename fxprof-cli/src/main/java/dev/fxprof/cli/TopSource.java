package dev.fxprof.cli;

import dev.fxprof.live.view.RunningView;

/** Where {@code fxprof top} has its figures from. */
interface TopSource {
    /** The next frame; takes an interval. One thread calls it. */
    TopFrame next();

    /** What runs now; any thread. */
    RunningView running();
}
