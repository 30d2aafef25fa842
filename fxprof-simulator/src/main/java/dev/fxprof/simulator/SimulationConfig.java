package dev.fxprof.simulator;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What is simulated.
 *
 * @param resources folder with the resources, or empty for the built-in 52
 * @param players how many clients take part, 0 to 1024
 * @param seed start of every random choice
 * @param tickRate ticks a second of server time, 1 to 1000
 * @param nativeCost what natives cost
 * @param functions whether every Lua function call is recorded
 * @param realtime whether scripts see real time, for ticks that are paced
 */
public record SimulationConfig(Optional<Path> resources, int players, long seed, int tickRate,
        NativeCost.Profile nativeCost, boolean functions, boolean realtime) {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a value is out of its range; the sentence says which
     */
    public SimulationConfig {
        if (players < 0 || players > 1024) {
            throw new IllegalArgumentException("players must be from 0 to 1024, got " + players);
        }
        if (tickRate < 1 || tickRate > 1000) {
            throw new IllegalArgumentException(
                    "tick rate must be from 1 to 1000 a second, got " + tickRate);
        }
    }

    long tickNanos() {
        return 1_000_000_000L / tickRate;
    }
}
