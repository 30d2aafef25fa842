package dev.fxprof.lua.lua54;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.invoke.MethodHandle;

/**
 * The functions of Lua's C interface that allocate or run code (Lua 5.4 Reference Manual, section 4),
 * under their own names. A state is a {@code lua_State*}, a text a {@code char*}. Whatever allocates
 * may run a finaliser of a script, which may call Java.
 */
final class Api {
    static final int OK = 0;
    static final int YIELD = 1;
    static final int MULTRET = -1;

    private static final MethodHandle PUSHLSTRING = Native.downcall("lua_pushlstring", JAVA_LONG,
            JAVA_LONG, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle PUSHCCLOSURE = Native.downcall("lua_pushcclosure", null,
            JAVA_LONG, JAVA_LONG, JAVA_INT);
    private static final MethodHandle CREATETABLE = Native.downcall("lua_createtable", null,
            JAVA_LONG, JAVA_INT, JAVA_INT);
    private static final MethodHandle RAWSET = Native.downcall("lua_rawset", null, JAVA_LONG,
            JAVA_INT);
    private static final MethodHandle RAWSETI = Native.downcall("lua_rawseti", null, JAVA_LONG,
            JAVA_INT, JAVA_LONG);
    private static final MethodHandle CHECKSTACK = Native.downcall("lua_checkstack", JAVA_INT,
            JAVA_LONG, JAVA_INT);
    private static final MethodHandle REF = Native.downcall("luaL_ref", JAVA_INT, JAVA_LONG,
            JAVA_INT);
    private static final MethodHandle UNREF = Native.downcall("luaL_unref", null, JAVA_LONG,
            JAVA_INT, JAVA_INT);
    private static final MethodHandle PCALL = Native.downcall("lua_pcallk", JAVA_INT, JAVA_LONG,
            JAVA_INT,
            JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle RESUME = Native.downcall("lua_resume", JAVA_INT, JAVA_LONG,
            JAVA_LONG, JAVA_INT, JAVA_LONG);
    private static final MethodHandle CLOSETHREAD = Native.downcall("lua_closethread", JAVA_INT,
            JAVA_LONG, JAVA_LONG);
    private static final MethodHandle NEWTHREAD = Native.downcall("lua_newthread", JAVA_LONG,
            JAVA_LONG);
    private static final MethodHandle NEWSTATE = Native.downcall("luaL_newstate", JAVA_LONG);
    private static final MethodHandle CLOSE = Native.downcall("lua_close", null, JAVA_LONG);
    private static final MethodHandle LOADBUFFER = Native.downcall("luaL_loadbufferx", JAVA_INT,
            JAVA_LONG,
            JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle REQUIREF = Native.downcall("luaL_requiref", null, JAVA_LONG,
            JAVA_LONG, JAVA_LONG, JAVA_INT);
    private static final MethodHandle WHERE = Native.downcall("luaL_where", null, JAVA_LONG,
            JAVA_INT);
    private static final MethodHandle TRACEBACK = Native.downcall("luaL_traceback", null, JAVA_LONG,
            JAVA_LONG, JAVA_LONG, JAVA_INT);

    private static final MethodHandle SETALLOCF = Native.downcall("lua_setallocf", null, JAVA_LONG,
            JAVA_LONG, JAVA_LONG);

    private static final MethodHandle DUMP = Native.downcall("lua_dump", JAVA_INT, JAVA_LONG,
            JAVA_LONG, JAVA_LONG, JAVA_INT);

    private static final MethodHandle SETMETATABLE = Native.downcall("lua_setmetatable", JAVA_INT,
            JAVA_LONG, JAVA_INT);

    private Api() {
    }

    static long pushlstring(long state, long text, long length) {
        try {
            return (long) PUSHLSTRING.invokeExact(state, text, length);
        } catch (Throwable e) {
            throw Native.impossible(e);
        }
    }

    static void pushcclosure(long state, long function, int upvalues) {
        try {
            PUSHCCLOSURE.invokeExact(state, function, upvalues);
        } catch (Throwable e) {
            throw Native.impossible(e);
        }
    }

    static void createtable(long state, int elements, int fields) {
        try {
            CREATETABLE.invokeExact(state, elements, fields);
        } catch (Throwable e) {
            throw Native.impossible(e);
        }
    }

    static void rawset(long state, int index) {
        try {
            RAWSET.invokeExact(state, index);
        } catch (Throwable e) {
            throw Native.impossible(e);
        }
    }

    static void rawseti(long state, int index, long n) {
        try {
            RAWSETI.invokeExact(state, index, n);
        } catch (Throwable e) {
            throw Native.impossible(e);
        }
    }

    static int checkstack(long state, int n) {
        try {
            return (int) CHECKSTACK.invokeExact(state, n);
        } catch (Throwable e) {
            throw Native.impossible(e);
        }
    }

    static int ref(long state, int index) {
        try {
            return (int) REF.invokeExact(state, index);
        } catch (Throwable e) {
            throw Native.impossible(e);
        }
    }

    static void unref(long state, int index, int reference) {
        try {
            UNREF.invokeExact(state, index, reference);
        } catch (Throwable e) {
            throw Native.impossible(e);
        }
    }

    static int pcall(long state, int args, int results, int handler, long context,
            long continuation) {
        try {
            return (int) PCALL.invokeExact(state, args, results, handler, context, continuation);
        } catch (Throwable e) {
            throw Native.impossible(e);
        }
    }

    static int resume(long state, long from, int args, long results) {
        try {
            return (int) RESUME.invokeExact(state, from, args, results);
        } catch (Throwable e) {
            throw Native.impossible(e);
        }
    }

    static int closethread(long state, long from) {
        try {
            return (int) CLOSETHREAD.invokeExact(state, from);
        } catch (Throwable e) {
            throw Native.impossible(e);
        }
    }

    static long newthread(long state) {
        try {
            return (long) NEWTHREAD.invokeExact(state);
        } catch (Throwable e) {
            throw Native.impossible(e);
        }
    }

    static long newstate() {
        try {
            return (long) NEWSTATE.invokeExact();
        } catch (Throwable e) {
            throw Native.impossible(e);
        }
    }

    static void close(long state) {
        try {
            CLOSE.invokeExact(state);
        } catch (Throwable e) {
            throw Native.impossible(e);
        }
    }

    static int loadbuffer(long state, long source, long length, long name, long mode) {
        try {
            return (int) LOADBUFFER.invokeExact(state, source, length, name, mode);
        } catch (Throwable e) {
            throw Native.impossible(e);
        }
    }

    static void requiref(long state, long name, long open, int global) {
        try {
            REQUIREF.invokeExact(state, name, open, global);
        } catch (Throwable e) {
            throw Native.impossible(e);
        }
    }

    static void where(long state, int level) {
        try {
            WHERE.invokeExact(state, level);
        } catch (Throwable e) {
            throw Native.impossible(e);
        }
    }

    static void traceback(long state, long of, long message, int level) {
        try {
            TRACEBACK.invokeExact(state, of, message, level);
        } catch (Throwable e) {
            throw Native.impossible(e);
        }
    }

    static void setallocf(long state, long allocator, long context) {
        try {
            SETALLOCF.invokeExact(state, allocator, context);
        } catch (Throwable e) {
            throw Native.impossible(e);
        }
    }

    static int dump(long state, long writer, long context, int strip) {
        try {
            return (int) DUMP.invokeExact(state, writer, context, strip);
        } catch (Throwable e) {
            throw Native.impossible(e);
        }
    }

    static int setmetatable(long state, int index) {
        try {
            return (int) SETMETATABLE.invokeExact(state, index);
        } catch (Throwable e) {
            throw Native.impossible(e);
        }
    }
}
