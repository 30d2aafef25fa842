package dev.fxprof.scheduler;

import dev.fxprof.lua.LuaCode;
import dev.fxprof.lua.LuaParcel;

/** What a task wants of the game thread before it goes on. */
sealed interface Request {
    /** Whether a task that was cancelled may not ask for it any more; what is answered at once, it may. */
    default boolean endsWithCancellation() {
        return switch (this) {
            case Sleep s -> true;
            case Await a -> true;
            case Main m -> true;
            case Run r -> true;
            case WaitChannel w -> true;
            default -> false;
        };
    }

    /** To go on later. */
    record Sleep(double millis) implements Request {}

    /** One of some tasks' outcomes; a negative time is no limit. */
    record Await(long[] tasks, double timeoutMillis) implements Request {}

    /** A call on the game thread. */
    record Main(LuaCode code, LuaParcel args) implements Request {}

    /** Another task. */
    record Run(Submission submission) implements Request {}

    /** To cancel another task. */
    record Cancel(long task, String reason) implements Request {}

    /** The state of another task. */
    record Status(long task) implements Request {}

    /** Whether somebody cancelled it. */
    record Cancelled() implements Request {}

    /** A new channel. */
    record NewChannel(double capacity, String policy) implements Request {}

    /** To put a value into a channel. */
    record Send(long channel, LuaParcel value) implements Request {}

    /** To take a value out of a channel. */
    record Receive(long channel) implements Request {}

    /** Room in a channel, or a value in it; a negative time is no limit. */
    record WaitChannel(long channel, boolean forRoom, double timeoutMillis) implements Request {}

    /** The end of a channel. */
    record Close(long channel) implements Request {}
}
