package dev.fxprof.simulator;

import dev.fxprof.lua.engines.Engines;
import dev.fxprof.scheduler.AsyncSettings;
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
 * @param scriptLimitSeconds after how many seconds at a stretch a script is stopped, 1 to 86400, or
 *     0 for never
 * @param engine what runs the scripts
 * @param serverCfg a server.cfg that says what starts, and in which order; empty for everything
 * @param scenario what the clients do, or empty for what the resources' folder or fxprof says
 * @param latency of what is outside of the server
 * @param async how scripts may use workers
 */
public record SimulationConfig(Optional<Path> resources, int players, long seed, int tickRate,
        NativeCost.Profile nativeCost, boolean functions, boolean realtime,
        int scriptLimitSeconds, Engines engine, Optional<Path> serverCfg, Optional<Path> scenario,
        Latency latency, AsyncSettings async) {
    /** How long a script may run at a stretch where nobody says otherwise, in seconds. */
    public static final int DEFAULT_SCRIPT_LIMIT_SECONDS = 30;

    private static final int MOST_SCRIPT_LIMIT_SECONDS = 86_400;

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
        if (scriptLimitSeconds < 0 || scriptLimitSeconds > MOST_SCRIPT_LIMIT_SECONDS) {
            throw new IllegalArgumentException("script limit must be from 1 to "
                    + MOST_SCRIPT_LIMIT_SECONDS + " seconds, or 0 for none, got "
                    + scriptLimitSeconds);
        }
    }

    /**
     * What is simulated on LuaJ, with the default limit for scripts.
     *
     * @param resources folder with the resources, or empty for the built-in 52
     * @param players how many clients take part, 0 to 1024
     * @param seed start of every random choice
     * @param tickRate ticks a second of server time, 1 to 1000
     * @param nativeCost what natives cost
     * @param functions whether every Lua function call is recorded
     * @param realtime whether scripts see real time, for ticks that are paced
     * @throws IllegalArgumentException if a value is out of its range; the sentence says which
     */
    public SimulationConfig(Optional<Path> resources, int players, long seed, int tickRate,
            NativeCost.Profile nativeCost, boolean functions, boolean realtime) {
        this(resources, players, seed, tickRate, nativeCost, functions, realtime,
                DEFAULT_SCRIPT_LIMIT_SECONDS, Engines.LUAJ, Optional.empty(), Optional.empty(),
                Latency.DEFAULT, AsyncSettings.of(AsyncSettings.defaultWorkers(), realtime,
                        seed, 1_000_000_000L / Math.max(1, tickRate)));
    }

    long tickNanos() {
        return 1_000_000_000L / tickRate;
    }
}
