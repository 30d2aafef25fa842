package dev.fxprof.scheduler;

import dev.fxprof.lua.LuaParcel;

/**
 * What became of a task of another process.
 *
 * @param number by which that process knows it
 * @param state what it is
 * @param values its results, or its error value if that is no text
 * @param message its error as a text, the worker's traceback within it, or null
 */
public record RemoteOutcome(long number, State state, LuaParcel values, String message) {
    /** How a task ended. */
    public enum State {
        /** Its function returned. */
        DONE,
        /** Its function raised an error. */
        FAILED,
        /** Somebody cancelled it, or its deadline passed. */
        CANCELLED
    }

    static RemoteOutcome of(long number, ScriptTask task) {
        if (task.cancelReason() != null) {
            return new RemoteOutcome(number, State.CANCELLED, LuaParcel.EMPTY, task.ownText());
        }
        Outcome outcome = task.body().outcome();
        State state = outcome.isDone() ? State.DONE : State.FAILED;
        return outcome.message() != null
                ? new RemoteOutcome(number, state, LuaParcel.EMPTY, task.ownText())
                : new RemoteOutcome(number, state,
                        outcome.values() == null ? LuaParcel.EMPTY : outcome.values(), null);
    }
}
