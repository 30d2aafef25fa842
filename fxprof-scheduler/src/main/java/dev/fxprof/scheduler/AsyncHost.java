package dev.fxprof.scheduler;

import dev.fxprof.api.SiteTable;
import dev.fxprof.api.SpanRecorder;
import dev.fxprof.api.SpanRecorders;
import dev.fxprof.lua.EntrySpan;
import dev.fxprof.lua.LuaArgs;
import dev.fxprof.lua.LuaFunctionRef;
import dev.fxprof.lua.LuaScriptError;

/** The server on whose scripts' behalf tasks run. Used by the game thread, unless stated otherwise. */
public interface AsyncHost {
    /** Takes how a script thread ended. */
    interface Completion {
        /**
         * It returned.
         *
         * @param results what it returned
         */
        void returned(LuaArgs results);

        /**
         * It failed.
         *
         * @param error why
         */
        void failed(LuaScriptError error);
    }

    /**
     * Server time, without any effect of a look at it.
     *
     * @return nanoseconds since the server started
     */
    long nanos();

    /**
     * Wall-clock time of a moment of server time. May be called by any thread.
     *
     * @param nanos nanoseconds since the server started
     * @return milliseconds since 1970-01-01 UTC
     */
    long epochMillis(long nanos);

    /**
     * The game thread's recorder.
     *
     * @return the recorder
     */
    SpanRecorder recorder();

    /**
     * Recorders for the workers. May be called by any thread.
     *
     * @return where they come from
     */
    SpanRecorders recorders();

    /**
     * Where sites are interned. May be called by any thread.
     *
     * @return the table
     */
    SiteTable sites();

    /**
     * Whether every Lua function call is recorded.
     *
     * @return true if so
     */
    boolean functions();

    /**
     * A line that a script printed.
     *
     * @param resource whose script
     * @param line text without its line end
     */
    void print(String resource, String line);

    /**
     * An error that no script caught.
     *
     * @param resource whose script
     * @param message the error
     */
    void error(String resource, String message);

    /** A task rests, and {@link AsyncService#settle} will find it; in real time, by its worker. */
    default void arrived() {
    }

    /**
     * The script thread of a resource that runs now and can be suspended.
     *
     * @param resource whose thread
     * @return the thread, for {@link #wake}, or null if a script runs outside a thread
     */
    Object currentThread(String resource);

    /**
     * Lets a thread go on in this tick, or in the next if this tick has passed it, if it has yielded to
     * be woken.
     *
     * @param thread what {@link #currentThread} gave
     */
    void wake(Object thread);

    /**
     * Runs a function as a new script thread up to its first wait, now.
     *
     * @param resource whose function
     * @param function a function of the resource's VM
     * @param args its arguments
     * @param entry the span that its life stands for
     * @param completion learns how it ends, or null if its errors are to be logged
     */
    void startThread(String resource, LuaFunctionRef function, LuaArgs args, EntrySpan entry,
            Completion completion);

    /**
     * A file of a resource. May be called by any thread.
     *
     * @param resource whose file
     * @param path within the resource's folder
     * @return its bytes, or null if there is none
     */
    byte[] file(String resource, String path);
}
