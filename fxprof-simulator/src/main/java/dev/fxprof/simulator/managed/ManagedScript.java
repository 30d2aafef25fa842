package dev.fxprof.simulator.managed;

/** A script of the managed runtime. */
@FunctionalInterface
public interface ManagedScript {
    /**
     * Registers what the script reacts to.
     *
     * @param api the server
     */
    void start(ManagedApi api);
}
