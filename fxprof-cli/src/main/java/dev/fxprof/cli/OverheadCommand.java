package dev.fxprof.cli;

import dev.fxprof.simulator.SimulationConfig;

final class OverheadCommand {
    OverheadCommand(SimulateOptions options, SimulationConfig config) {
    }

    void run() {
    }
}
