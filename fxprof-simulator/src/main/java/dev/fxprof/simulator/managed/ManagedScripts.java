package dev.fxprof.simulator.managed;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The managed scripts by resource and file. */
public final class ManagedScripts {
    private static final Map<String, Supplier<ManagedScript>> SCRIPTS = Map.of(
            "payroll/bin/Payroll.Server.net.dll", Payroll::new,
            "leaderboard/bin/Leaderboard.Server.net.dll", Leaderboard::new,
            "fuel/bin/FuelPump.Server.net.dll", FuelPump::new);

    private ManagedScripts() {
    }

    /**
     * Finds the stand-in for a C# script.
     *
     * @param resource resource that lists it
     * @param file its path in the resource
     * @return a new script, or empty if there is none
     */
    public static Optional<ManagedScript> find(String resource, String file) {
        return Optional.ofNullable(SCRIPTS.get(resource + "/" + file)).map(Supplier::get);
    }
}
