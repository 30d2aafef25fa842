package dev.fxprof.simulator.managed;

import java.util.List;
import java.util.function.Consumer;

/** What the server offers to a managed script. Values are those of {@code LuaArgs.toJava}. */
public interface ManagedApi {
    /** An exported function. */
    @FunctionalInterface
    interface Function {
        /**
         * Runs it.
         *
         * @param args arguments
         * @return the result, or null
         */
        Object call(Object... args);
    }

    /**
     * Runs something every tick.
     *
     * @param tick what to run
     */
    void onTick(Runnable tick);

    /**
     * Handles a local event.
     *
     * @param event its name
     * @param handler takes its arguments
     */
    void on(String event, Consumer<Object[]> handler);

    /**
     * Exports a function.
     *
     * @param name name of the export
     * @param function what it does
     */
    void export(String name, Function function);

    /**
     * Calls an export of a Lua script.
     *
     * @param owner resource that exports it
     * @param export its name
     * @param args arguments
     * @return its first result
     */
    Object call(String owner, String export, Object... args);

    /**
     * Triggers a local event.
     *
     * @param event its name
     * @param args arguments
     */
    void trigger(String event, Object... args);

    /**
     * Calls a native.
     *
     * @param name its declared name
     * @param args arguments
     * @return its result, or null
     */
    Object invokeNative(String name, Object... args);

    /**
     * The connected players.
     *
     * @return their ids
     */
    List<String> players();
}
