package dev.fxprof.lua.luaj;

import dev.fxprof.lua.LuaScriptError;
import org.luaj.vm2.LuaClosure;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaValue;

/** What scripts and hosts get to see of a throwable. */
final class Failures {
    private Failures() {
    }

    /**
     * The error value that pcall returns. An interruption, and errors of the JVM that no script
     * can handle, are thrown on.
     */
    static LuaValue value(Throwable thrown) {
        if (thrown instanceof Interruption stop) {
            throw stop;
        }
        if (thrown instanceof LuaError e) {
            LuaValue value = e.getMessageObject();
            return value == null ? LuaValue.NIL : value;
        }
        if (thrown instanceof StackOverflowError) {
            return LuaValue.valueOf("stack overflow");
        }
        if (thrown instanceof OutOfMemoryError) {
            return LuaValue.valueOf("not enough memory");
        }
        if (thrown instanceof Error e) {
            throw e;
        }
        return Text.toLua(message(thrown));
    }

    static String message(Throwable thrown) {
        String message = thrown.getMessage();
        return message == null ? thrown.toString() : message;
    }

    /**
     * Turns what left a script into what the host catches.
     *
     * @param entered the function that the host had called
     */
    static LuaScriptError toHost(LuajVm vm, LuaValue entered, Throwable thrown) {
        if (thrown instanceof OutOfMemoryError e && entered instanceof LuaClosure closure) {
            // An error of the JVM knows no line of the script; this is the nearest that is known.
            LuaScriptError error = new LuaScriptError(closure.p.shortsource() + ":"
                    + closure.p.linedefined + ": script stopped: not enough memory");
            error.initCause(e);
            return error;
        }
        try {
            LuaValue value = value(thrown);
            String own = thrown instanceof ScriptError error ? error.position() : "";
            return toHost(vm, vm.describe(value), own, ScriptError.crossing(vm, value, thrown));
        } catch (Interruption stop) {
            // What was thrown, or what has stopped __tostring of it.
            return toHost(vm, Text.toJava(stop.getMessageObject()), stop.position(), stop);
        }
    }

    private static LuaScriptError toHost(LuajVm vm, String text, String position,
            ScriptError cause) {
        LuaScriptError error = new LuaScriptError(text, vm.errorHook.traceback(text, position));
        error.initCause(cause);
        return error;
    }

    /** Turns what a host function threw into what the script catches. */
    static LuaError toScript(LuajVm vm, RuntimeException thrown) {
        if (thrown instanceof LuaError e) {
            return e;
        }
        if (!(thrown instanceof LuaScriptError)) {
            return new ScriptError(Text.toLua(message(thrown)), 1, thrown);
        }
        if (thrown.getCause() instanceof ScriptError crossing) {
            // A host may hand on later what stopped an entry that is over.
            boolean same = crossing.origin() == vm
                    && (!(crossing instanceof Interruption) || vm.hooks.isStopping());
            return same ? crossing : new ScriptError(Text.toLua(message(thrown)), 0, thrown);
        }
        return new ScriptError(Text.toLua(message(thrown)), 1, thrown);
    }
}
