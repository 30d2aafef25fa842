package dev.fxprof.lua.lua54;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.invoke.MethodHandle;

/**
 * The functions of Lua's C interface that look at a stack or move what lies on it (Lua 5.4 Reference
 * Manual, section 4), under their own names. A state is a {@code lua_State*}.
 *
 * <p>None of them allocates, calls back or raises an error, so all are linked as critical: they cost
 * a few nanoseconds.
 */
final class Stack {
    static final int NIL = 0;
    static final int BOOLEAN = 1;
    static final int NUMBER = 3;
    static final int STRING = 4;
    static final int TABLE = 5;
    static final int FUNCTION = 6;

    /** Pseudo-index of the registry: -LUAI_MAXSTACK - 1000. */
    static final int REGISTRY = -1_001_000;
    /** Where the registry keeps the globals. */
    static final int GLOBALS = 2;

    private static final MethodHandle GETTOP = Native.critical("lua_gettop", JAVA_INT, JAVA_LONG);
    private static final MethodHandle SETTOP = Native.critical("lua_settop", null, JAVA_LONG,
            JAVA_INT);
    private static final MethodHandle ROTATE = Native.critical("lua_rotate", null, JAVA_LONG,
            JAVA_INT, JAVA_INT);
    private static final MethodHandle TYPE = Native.critical("lua_type", JAVA_INT, JAVA_LONG,
            JAVA_INT);
    private static final MethodHandle TOBOOLEAN = Native.critical("lua_toboolean", JAVA_INT,
            JAVA_LONG, JAVA_INT);
    private static final MethodHandle ISINTEGER = Native.critical("lua_isinteger", JAVA_INT,
            JAVA_LONG, JAVA_INT);
    private static final MethodHandle ISNUMBER = Native.critical("lua_isnumber", JAVA_INT,
            JAVA_LONG, JAVA_INT);
    private static final MethodHandle TOINTEGER = Native.critical("lua_tointegerx", JAVA_LONG,
            JAVA_LONG, JAVA_INT, JAVA_LONG);
    private static final MethodHandle TONUMBER = Native.critical("lua_tonumberx", JAVA_DOUBLE,
            JAVA_LONG, JAVA_INT, JAVA_LONG);
    private static final MethodHandle TOLSTRING = Native.critical("lua_tolstring", JAVA_LONG,
            JAVA_LONG, JAVA_INT, JAVA_LONG);
    private static final MethodHandle RAWLEN = Native.critical("lua_rawlen", JAVA_LONG, JAVA_LONG,
            JAVA_INT);
    private static final MethodHandle TOPOINTER = Native.critical("lua_topointer", JAVA_LONG,
            JAVA_LONG, JAVA_INT);
    private static final MethodHandle TOTHREAD = Native.critical("lua_tothread", JAVA_LONG,
            JAVA_LONG, JAVA_INT);
    private static final MethodHandle ISCFUNCTION = Native.critical("lua_iscfunction", JAVA_INT,
            JAVA_LONG, JAVA_INT);
    private static final MethodHandle PUSHNIL = Native.critical("lua_pushnil", null, JAVA_LONG);
    private static final MethodHandle PUSHBOOLEAN = Native.critical("lua_pushboolean", null,
            JAVA_LONG, JAVA_INT);
    private static final MethodHandle PUSHINTEGER = Native.critical("lua_pushinteger", null,
            JAVA_LONG, JAVA_LONG);
    private static final MethodHandle PUSHNUMBER = Native.critical("lua_pushnumber", null,
            JAVA_LONG, JAVA_DOUBLE);
    private static final MethodHandle PUSHVALUE = Native.critical("lua_pushvalue", null, JAVA_LONG,
            JAVA_INT);
    private static final MethodHandle RAWGET = Native.critical("lua_rawget", JAVA_INT, JAVA_LONG,
            JAVA_INT);
    private static final MethodHandle RAWGETI = Native.critical("lua_rawgeti", JAVA_INT, JAVA_LONG,
            JAVA_INT, JAVA_LONG);
    private static final MethodHandle NEXT = Native.critical("lua_next", JAVA_INT, JAVA_LONG,
            JAVA_INT);
    private static final MethodHandle GETMETATABLE = Native.critical("lua_getmetatable", JAVA_INT,
            JAVA_LONG, JAVA_INT);
    private static final MethodHandle STATUS = Native.critical("lua_status", JAVA_INT, JAVA_LONG);
    private static final MethodHandle ISYIELDABLE = Native.critical("lua_isyieldable", JAVA_INT,
            JAVA_LONG);
    private static final MethodHandle SETHOOK = Native.critical("lua_sethook", null, JAVA_LONG,
            JAVA_LONG, JAVA_INT, JAVA_INT);
    private static final MethodHandle GETSTACK = Native.critical("lua_getstack", JAVA_INT,
            JAVA_LONG, JAVA_INT, JAVA_LONG);
    private static final MethodHandle GETINFO = Native.critical("lua_getinfo", JAVA_INT, JAVA_LONG,
            JAVA_LONG, JAVA_LONG);

    private static final MethodHandle GETUPVALUE = Native.critical("lua_getupvalue", JAVA_LONG,
            JAVA_LONG, JAVA_INT, JAVA_INT);
    private static final MethodHandle SETUPVALUE = Native.critical("lua_setupvalue", JAVA_LONG,
            JAVA_LONG, JAVA_INT, JAVA_INT);
    private static final MethodHandle UPVALUEID = Native.critical("lua_upvalueid", JAVA_LONG,
            JAVA_LONG, JAVA_INT, JAVA_INT);
    private static final MethodHandle UPVALUEJOIN = Native.critical("lua_upvaluejoin", null,
            JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT);

    private Stack() {
    }

    static int gettop(long state) {
        try {
            return (int) GETTOP.invokeExact(state);
        } catch (Throwable e) {
            throw Native.impossible(e);
        }
    }

    static void settop(long state, int index) {
        try {
            SETTOP.invokeExact(state, index);
        } catch (Throwable e) {
            throw Native.impossible(e);
        }
    }

    static void rotate(long state, int index, int n) {
        try {
            ROTATE.invokeExact(state, index, n);
        } catch (Throwable e) {
            throw Native.impossible(e);
        }
    }

    static int type(long state, int index) {
        try {
            return (int) TYPE.invokeExact(state, index);
        } catch (Throwable e) {
            throw Native.impossible(e);
        }
    }

    static int toboolean(long state, int index) {
        try {
            return (int) TOBOOLEAN.invokeExact(state, index);
        } catch (Throwable e) {
            throw Native.impossible(e);
        }
    }

    static int isinteger(long state, int index) {
        try {
            return (int) ISINTEGER.invokeExact(state, index);
        } catch (Throwable e) {
            throw Native.impossible(e);
        }
    }

    static int isnumber(long state, int index) {
        try {
            return (int) ISNUMBER.invokeExact(state, index);
        } catch (Throwable e) {
            throw Native.impossible(e);
        }
    }

    static long tointeger(long state, int index, long isNumber) {
        try {
            return (long) TOINTEGER.invokeExact(state, index, isNumber);
        } catch (Throwable e) {
            throw Native.impossible(e);
        }
    }

    static double tonumber(long state, int index, long isNumber) {
        try {
            return (double) TONUMBER.invokeExact(state, index, isNumber);
        } catch (Throwable e) {
            throw Native.impossible(e);
        }
    }

    static long tolstring(long state, int index, long length) {
        try {
            return (long) TOLSTRING.invokeExact(state, index, length);
        } catch (Throwable e) {
            throw Native.impossible(e);
        }
    }

    static long rawlen(long state, int index) {
        try {
            return (long) RAWLEN.invokeExact(state, index);
        } catch (Throwable e) {
            throw Native.impossible(e);
        }
    }

    static long topointer(long state, int index) {
        try {
            return (long) TOPOINTER.invokeExact(state, index);
        } catch (Throwable e) {
            throw Native.impossible(e);
        }
    }

    static long tothread(long state, int index) {
        try {
            return (long) TOTHREAD.invokeExact(state, index);
        } catch (Throwable e) {
            throw Native.impossible(e);
        }
    }

    static int iscfunction(long state, int index) {
        try {
            return (int) ISCFUNCTION.invokeExact(state, index);
        } catch (Throwable e) {
            throw Native.impossible(e);
        }
    }

    static void pushnil(long state) {
        try {
            PUSHNIL.invokeExact(state);
        } catch (Throwable e) {
            throw Native.impossible(e);
        }
    }

    static void pushboolean(long state, int value) {
        try {
            PUSHBOOLEAN.invokeExact(state, value);
        } catch (Throwable e) {
            throw Native.impossible(e);
        }
    }

    static void pushinteger(long state, long value) {
        try {
            PUSHINTEGER.invokeExact(state, value);
        } catch (Throwable e) {
            throw Native.impossible(e);
        }
    }

    static void pushnumber(long state, double value) {
        try {
            PUSHNUMBER.invokeExact(state, value);
        } catch (Throwable e) {
            throw Native.impossible(e);
        }
    }

    static void pushvalue(long state, int index) {
        try {
            PUSHVALUE.invokeExact(state, index);
        } catch (Throwable e) {
            throw Native.impossible(e);
        }
    }

    static int rawget(long state, int index) {
        try {
            return (int) RAWGET.invokeExact(state, index);
        } catch (Throwable e) {
            throw Native.impossible(e);
        }
    }

    static int rawgeti(long state, int index, long n) {
        try {
            return (int) RAWGETI.invokeExact(state, index, n);
        } catch (Throwable e) {
            throw Native.impossible(e);
        }
    }

    static int next(long state, int index) {
        try {
            return (int) NEXT.invokeExact(state, index);
        } catch (Throwable e) {
            throw Native.impossible(e);
        }
    }

    static int getmetatable(long state, int index) {
        try {
            return (int) GETMETATABLE.invokeExact(state, index);
        } catch (Throwable e) {
            throw Native.impossible(e);
        }
    }

    static int status(long state) {
        try {
            return (int) STATUS.invokeExact(state);
        } catch (Throwable e) {
            throw Native.impossible(e);
        }
    }

    static int isyieldable(long state) {
        try {
            return (int) ISYIELDABLE.invokeExact(state);
        } catch (Throwable e) {
            throw Native.impossible(e);
        }
    }

    static void sethook(long state, long hook, int mask, int count) {
        try {
            SETHOOK.invokeExact(state, hook, mask, count);
        } catch (Throwable e) {
            throw Native.impossible(e);
        }
    }

    static int getstack(long state, int level, long debug) {
        try {
            return (int) GETSTACK.invokeExact(state, level, debug);
        } catch (Throwable e) {
            throw Native.impossible(e);
        }
    }

    static int getinfo(long state, long what, long debug) {
        try {
            return (int) GETINFO.invokeExact(state, what, debug);
        } catch (Throwable e) {
            throw Native.impossible(e);
        }
    }

    /** Name of the upvalue, whose value is pushed, or 0 if there is none. */
    static long getupvalue(long state, int index, int n) {
        try {
            return (long) GETUPVALUE.invokeExact(state, index, n);
        } catch (Throwable e) {
            throw Native.impossible(e);
        }
    }

    /** Takes the value off the stack, if there is such an upvalue; returns its name or 0. */
    static long setupvalue(long state, int index, int n) {
        try {
            return (long) SETUPVALUE.invokeExact(state, index, n);
        } catch (Throwable e) {
            throw Native.impossible(e);
        }
    }

    static long upvalueid(long state, int index, int n) {
        try {
            return (long) UPVALUEID.invokeExact(state, index, n);
        } catch (Throwable e) {
            throw Native.impossible(e);
        }
    }

    static void upvaluejoin(long state, int index, int n, int otherIndex, int other) {
        try {
            UPVALUEJOIN.invokeExact(state, index, n, otherIndex, other);
        } catch (Throwable e) {
            throw Native.impossible(e);
        }
    }
}
