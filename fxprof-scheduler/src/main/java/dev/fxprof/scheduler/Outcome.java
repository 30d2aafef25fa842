package dev.fxprof.scheduler;

import dev.fxprof.lua.LuaParcel;

/**
 * How a task's function ended.
 *
 * @param isDone whether it returned
 * @param values its results, or the error value if that is no text; null for none
 * @param message the error's text, or null
 * @param traceback where the error happened, or an empty string
 */
record Outcome(boolean isDone, LuaParcel values, String message, String traceback) {
    static Outcome done(LuaParcel values) {
        return new Outcome(true, values, null, "");
    }

    static Outcome failed(String message, String traceback) {
        return new Outcome(false, null, message, traceback);
    }

    int bytes() {
        return values == null ? 0 : values.bytes();
    }
}
