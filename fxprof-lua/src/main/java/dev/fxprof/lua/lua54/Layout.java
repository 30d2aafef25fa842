package dev.fxprof.lua.lua54;

import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * Where Lua 5.4 keeps what its interface does not tell cheaply: which function a call runs (lobject.h
 * and lstate.h of 5.4, 64 bits). {@link Lua54Engine} checks it against the loaded library.
 */
final class Layout {
    /** lua_Debug: event, currentline, short_src, i_ci and its size. */
    private static final int EVENT = 0;
    private static final int CURRENT_LINE = 48;
    private static final int SHORT_SOURCE = 68;
    private static final int CALL_INFO = 128;
    static final int DEBUG_SIZE = 136;

    /** CallInfo: func, previous, old_errfunc, callstatus and its bits. */
    private static final int FUNC = 0;
    private static final int PREVIOUS = 16;
    private static final int OLD_HANDLER = 40;
    private static final int CALL_STATUS = 62;
    private static final int STATUS_C = 1 << 1;
    private static final int STATUS_PCALL = 1 << 4;

    /** lua_State: allowhook, ci, stack, hook, errfunc, basehookcount, hookcount and hookmask. */
    private static final int ALLOW_HOOK = 11;
    private static final int CURRENT_CALL = 32;
    private static final int STACK = 48;
    private static final int HOOK = 160;
    private static final int HANDLER = 168;
    private static final int BASE_HOOK_COUNT = 184;
    private static final int HOOK_COUNT_LEFT = 188;
    private static final int HOOK_MASK = 192;
    private static final int TRAP = 40;

    /** LClosure and Proto. */
    private static final int PROTO = 24;
    private static final int CHILD_COUNT = 32;
    private static final int LINE_DEFINED = 44;
    private static final int LAST_LINE_DEFINED = 48;
    private static final int CHILDREN = 72;

    /** Proto: counts, constants, code and upvalues; TValue and Upvaldesc; TString's text. */
    private static final int CODE_COUNT = 24;
    private static final int CONSTANTS = 56;
    private static final int CODE = 64;
    private static final int UPVALUES = 80;
    private static final int VALUE_SIZE = 16;
    private static final int UPVALUE_SIZE = 16;
    private static final int TEXT = 24;
    /** GETTABUP A B C (lopcodes.h): the field of upvalue B whose name is constant C. */
    private static final int GET_GLOBAL = 11;
    private static final int OPCODE_MASK = 0x7F;
    private static final int B_SHIFT = 16;
    private static final int C_SHIFT = 24;
    private static final int BYTE = 0xFF;

    /** lua_State: l_G; global_State: totalbytes and GCdebt, whose sum is what it holds. */
    private static final int GLOBAL = 24;
    private static final int TOTAL_BYTES = 16;
    private static final int DEBT = 24;

    /** What a host may keep with a state: LUA_EXTRASPACE, before it. */
    private static final int EXTRA_SPACE = -8;

    static final int HOOK_CALL = 0;
    static final int HOOK_RETURN = 1;
    static final int HOOK_COUNT = 3;
    static final int HOOK_TAIL_CALL = 4;

    private Layout() {
    }

    static int event(long debug) {
        return Native.readInt(debug + EVENT);
    }

    static int currentLine(long debug) {
        return Native.readInt(debug + CURRENT_LINE);
    }

    static String shortSource(long debug) {
        long from = debug + SHORT_SOURCE;
        long to = from;
        while (to < debug + CALL_INFO && Native.readByte(to) != 0) {
            to++;
        }
        return new String(Native.readBytes(from, to - from), StandardCharsets.UTF_8);
    }

    static long call(long debug) {
        return Native.readLong(debug + CALL_INFO);
    }

    static boolean isLua(long call) {
        return (Native.readByte(call + CALL_STATUS) & STATUS_C) == 0;
    }

    /** Whether a call's function lies on a stack that is just being moved, and cannot be asked for. */
    static boolean isMoving(long state, long call) {
        return Native.readLong(call + FUNC) < Native.readLong(state + STACK);
    }

    /**
     * As lua_sethook for one instruction, from another thread: only the innermost Lua function is told
     * to look, since the calls below it may be freed meanwhile. The others look when it returns.
     */
    static void hookNow(long state, long hook, int mask) {
        Native.writeLong(state + HOOK, hook);
        Native.writeInt(state + BASE_HOOK_COUNT, 1);
        Native.writeInt(state + HOOK_COUNT_LEFT, 1);
        Native.writeInt(state + HOOK_MASK, mask);
        long call = Native.readLong(state + CURRENT_CALL);
        while (call != 0 && !isLua(call)) {
            call = caller(call);
        }
        if (call != 0) {
            Native.writeInt(call + TRAP, 1);
        }
        // A finaliser of the script runs without hooks otherwise.
        allowHooks(state);
    }

    /** Lets the hook of a state, which is set for a number of instructions, come at the next one. */
    static void hookAtNext(long state) {
        Native.writeInt(state + HOOK_COUNT_LEFT, 1);
    }

    static long caller(long call) {
        return Native.readLong(call + PREVIOUS);
    }

    /** Prototype of the Lua function that a call runs. */
    static long prototypeOfCall(long call) {
        return prototype(Native.readLong(Native.readLong(call + FUNC)));
    }

    static long prototype(long closure) {
        return Native.readLong(closure + PROTO);
    }

    static int children(long prototype) {
        return Native.readInt(prototype + CHILD_COUNT);
    }

    static long child(long prototype, int i) {
        return Native.readLong(Native.readLong(prototype + CHILDREN) + (long) Long.BYTES * i);
    }

    static int line(long prototype) {
        return Native.readInt(prototype + LINE_DEFINED);
    }

    static int lastLine(long prototype) {
        return Native.readInt(prototype + LAST_LINE_DEFINED);
    }

    /** Adds the names of the globals that a function reads. */
    static void globals(long prototype, Set<String> names) {
        long code = Native.readLong(prototype + CODE);
        long upvalues = Native.readLong(prototype + UPVALUES);
        long constants = Native.readLong(prototype + CONSTANTS);
        for (int i = 0, n = Native.readInt(prototype + CODE_COUNT); i < n; i++) {
            int instruction = Native.readInt(code + (long) Integer.BYTES * i);
            if ((instruction & OPCODE_MASK) == GET_GLOBAL) {
                int upvalue = instruction >>> B_SHIFT & BYTE;
                int key = instruction >>> C_SHIFT & BYTE;
                long name = Native.readLong(upvalues + (long) UPVALUE_SIZE * upvalue);
                if (name != 0 && Native.readText(name + TEXT).equals("_ENV")) {
                    names.add(Native.readText(
                            Native.readLong(constants + (long) VALUE_SIZE * key) + TEXT));
                }
            }
        }
    }

    /** Whether the library is laid out as this class says; the state must have that hook. */
    static boolean fits(long state, long hook, long main) {
        return Native.readLong(state + HOOK) == hook && Native.readInt(state + HOOK_MASK) == 1
                && Native.readByte(state + ALLOW_HOOK) == 1
                && Native.readLong(state + HANDLER) == 0
                && !isLua(Native.readLong(state + CURRENT_CALL))
                && line(main) == 0 && children(main) > 0 && line(child(main, 0)) > 0
                && lastLine(child(main, 0)) >= line(child(main, 0));
    }

    /** Lets a state call hooks again, which an error out of a hook leaves forbidden. */
    static void allowHooks(long state) {
        Native.writeByte(state + ALLOW_HOOK, (byte) 1);
    }

    /**
     * Takes away the message handlers of the xpcalls that a state is in: for an error out of a hook
     * they would run without hooks.
     */
    static void silenceHandlers(long state) {
        Native.writeLong(state + HANDLER, 0);
        for (long call = Native.readLong(state + CURRENT_CALL); call != 0; call = caller(call)) {
            if ((Native.readByte(call + CALL_STATUS) & (STATUS_C | STATUS_PCALL)) == (STATUS_C
                    | STATUS_PCALL)) {
                Native.writeLong(call + OLD_HANDLER, 0);
            }
        }
    }

    /** What a VM holds, in bytes. */
    static long bytes(long state) {
        long global = Native.readLong(state + GLOBAL);
        return Native.readLong(global + TOTAL_BYTES) + Native.readLong(global + DEBT);
    }

    static long tag(long state) {
        return Native.readLong(state + EXTRA_SPACE);
    }

    /** To be set before the state has coroutines: they take it over. */
    static void tag(long state, long value) {
        Native.writeLong(state + EXTRA_SPACE, value);
    }
}
