package dev.fxprof.lua.luaj;

import org.luaj.vm2.LuaClosure;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * The five functions of debug that a server has. There is no call stack to ask, so a level tells
 * nothing of the function that runs there.
 */
final class DebugFunctions {
    private final LuajVm vm;

    DebugFunctions(LuajVm vm) {
        this.vm = vm;
    }

    void install() {
        LuaTable t = new LuaTable();
        vm.globals.rawset("debug", t);
        Builtin.define(t, "getinfo", this::getInfo);
        Builtin.define(t, "getmetatable", args -> {
            LuaValue metatable = BaseFunctions.metatable(vm, args.checkvalue(1));
            return metatable == null ? LuaValue.NIL : metatable;
        });
        Builtin.define(t, "setmetatable", this::setMetatable);
        Builtin.define(t, "getupvalue", DebugFunctions::getUpvalue);
        Builtin.define(t, "traceback", this::traceback);
    }

    private Varargs getInfo(Varargs args) {
        int first = args.isthread(1) ? 2 : 1;
        LuaValue subject = args.arg(first);
        LuaTable info = new LuaTable();
        if (subject instanceof LuaFunction function) {
            describe(info, function);
            return info;
        }
        int level = args.checkint(first);
        if (level < 0 || level > 64) {
            return LuaValue.NIL;
        }
        put(info, "source", "=?");
        put(info, "short_src", "?");
        put(info, "what", "Lua");
        put(info, "namewhat", "");
        info.rawset("currentline", LuaValue.valueOf(-1));
        info.rawset("linedefined", LuaValue.valueOf(-1));
        info.rawset("lastlinedefined", LuaValue.valueOf(-1));
        return info;
    }

    private static void put(LuaTable info, String key, String value) {
        info.rawset(key, Text.toLua(value));
    }

    private static void describe(LuaTable info, LuaFunction function) {
        Proto p = function instanceof LuaClosure c && c.p instanceof Proto proto ? proto : null;
        info.rawset("func", function);
        put(info, "source", p == null ? "=[C]" : p.source());
        put(info, "short_src", p == null ? "[C]" : p.shown);
        put(info, "what", p == null ? "C" : p.linedefined == 0 ? "main" : "Lua");
        put(info, "namewhat", "");
        info.rawset("currentline", LuaValue.valueOf(-1));
        info.rawset("linedefined", LuaValue.valueOf(p == null ? -1 : p.linedefined));
        info.rawset("lastlinedefined", LuaValue.valueOf(p == null ? -1 : p.lastlinedefined));
        info.rawset("nups", LuaValue.valueOf(p == null ? 0 : p.upvalues.length));
        info.rawset("nparams", LuaValue.valueOf(p == null ? 0 : p.numparams));
        info.rawset("isvararg", LuaValue.valueOf(p == null || p.is_vararg != 0));
    }

    private Varargs setMetatable(Varargs args) {
        LuaValue value = args.checkvalue(1);
        LuaTable metatable = args.isnoneornil(2) ? null : args.checktable(2);
        if (TypeMetatable.isShared(value)) {
            vm.typeMetatables[value.type()] = metatable;
            if (metatable != null) {
                TypeMetatable.install(value.type());
            }
        } else {
            value.setmetatable(metatable);
        }
        return value;
    }

    private static Varargs getUpvalue(Varargs args) {
        int index = args.checkint(2);
        if (!(args.checkfunction(1) instanceof LuaClosure closure) || index < 1
                || index > closure.upValues.length) {
            return LuaValue.NONE;
        }
        LuaString name = closure.p.upvalues[index - 1].name;
        return LuaValue.varargsOf(name == null ? LuaValue.valueOf("?") : name,
                closure.upValues[index - 1].getValue());
    }

    private Varargs traceback(Varargs args) {
        int first = args.isthread(1) ? 2 : 1;
        LuaValue message = args.arg(first);
        if (!message.isnil() && !(message instanceof LuaString) && !message.isnumber()) {
            return message;
        }
        if (args.narg() > first && !args.isnumber(first + 1)) {
            throw new LuaError(
                    "bad argument #" + (first + 1) + " to 'traceback' (number expected)");
        }
        String text = message.isnil() ? "" : Text.toJava(message);
        return Text.toLua(text + (text.isEmpty() ? "" : "\n") + vm.errorHook.traceback(text, ""));
    }
}
