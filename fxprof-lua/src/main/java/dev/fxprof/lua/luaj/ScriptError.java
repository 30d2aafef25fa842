package dev.fxprof.lua.luaj;

import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/**
 * An error with any value and a level. Each Lua frame that it leaves asks {@link #getMessage()} and
 * hands the text to {@link ErrorHook}, until the frame of the wanted level gives the position.
 */
sealed class ScriptError extends LuaError permits Interruption {
    /** The frame that asks is not the one whose position is wanted. */
    static final String NOT_YET = "\u0002";

    /** No position is wanted. */
    static final String NEVER = "\u0003";

    /** LuaJ's words where the function that gives the position failed. */
    private static final String NO_STACK = "error in error handling";

    private static final long serialVersionUID = 1L;

    private final transient LuaValue value;
    private final transient LuajVm origin;
    private int remaining;
    private String position;

    ScriptError(LuaValue value, int level, Throwable cause) {
        this(value, level, cause, null);
    }

    ScriptError(LuaValue value, int level, Throwable cause, LuajVm origin) {
        super((String) null);
        this.value = value;
        this.remaining = value.type() == LuaValue.TSTRING ? level : 0;
        this.cause = cause;
        this.origin = origin;
    }

    /** An error on its way through the host: no position is added any more. */
    static ScriptError crossing(LuajVm vm, LuaValue value, Throwable cause) {
        return new ScriptError(value, 0, cause, vm);
    }

    LuajVm origin() {
        return origin;
    }

    @Override
    public String getMessage() {
        if (traceback != null || fileline == null) {
            return prefix() + Text.toJava(value);
        }
        if (remaining <= 0) {
            return NEVER;
        }
        if (--remaining > 0) {
            return NOT_YET;
        }
        position = fileline;
        return fileline + " ";
    }

    /** What the frames said; where the last one had no stack left to, the position that it had. */
    private String prefix() {
        if (NO_STACK.equals(traceback)) {
            return position == null ? "" : position() + " ";
        }
        return traceback == null ? "" : traceback;
    }

    /** Where it was raised, with a colon; empty if no frame said so. */
    String position() {
        return position == null ? "" : ErrorHook.shown(position);
    }

    @Override
    public LuaValue getMessageObject() {
        String said = prefix();
        if (said.isEmpty()) {
            return value;
        }
        LuaString prefix = Text.toLua(said);
        return prefix.concat(value);
    }

    /** The Java stack says nothing about the script and costs most of an error. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
