package dev.fxprof.lua.luaj;

import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;
import org.luaj.vm2.lib.TwoArgFunction;

/** What Lua 5.4 has in math for integers, as far as doubles can tell; the rest is refused. */
final class IntegerFunctions {
    private IntegerFunctions() {
    }

    static void install(LuaTable math) {
        Builtin.define(math, "type", IntegerFunctions::type);
        Builtin.define(math, "tointeger", IntegerFunctions::toInteger);
        Builtin.define(math, "ult", IntegerFunctions::lessUnsigned);
        LuaTable metatable = new LuaTable();
        metatable.rawset(LuaValue.INDEX, new TwoArgFunction() {
            @Override
            public LuaValue call(LuaValue table, LuaValue key) {
                if (key.isstring() && (key.tojstring().equals("maxinteger")
                        || key.tojstring().equals("mininteger"))) {
                    throw Integers.refuse(
                            "math." + key.tojstring() + " is an integer of 64 bits");
                }
                return NIL;
            }
        });
        math.setmetatable(metatable);
    }

    private static Varargs type(Varargs args) {
        LuaValue value = args.checkvalue(1);
        if (value.type() != LuaValue.TNUMBER) {
            return LuaValue.NIL;
        }
        if (Integers.isInteger(value.todouble())) {
            throw Integers.refuse("whether " + Text.number(value)
                    + " is an integer or a float depends on integers");
        }
        return LuaValue.valueOf("float");
    }

    private static Varargs toInteger(Varargs args) {
        LuaValue value = args.checkvalue(1);
        if (!value.isnumber() || !Integers.isInteger(value.todouble())) {
            return LuaValue.NIL;
        }
        return LuaValue.valueOf((double) Integers.integer(value.todouble()));
    }

    private static Varargs lessUnsigned(Varargs args) {
        return LuaValue.valueOf(Long.compareUnsigned(Integers.exact(args.checknumber(1), 1),
                Integers.exact(args.checknumber(2), 2)) < 0);
    }
}
