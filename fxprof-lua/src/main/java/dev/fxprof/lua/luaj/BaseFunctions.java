package dev.fxprof.lua.luaj;

import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The base functions that differ from LuaJ's. */
final class BaseFunctions {
    private static final LuaValue PAIRS = LuaValue.valueOf("__pairs");
    private static final LuaValue IPAIRS = LuaValue.valueOf("__ipairs");

    /** What a VM that has loaded nothing would use, in KiB. */
    private static final double MODELLED_BASE = 96;

    /** Compiled code and the data that it builds, a byte of source. */
    private static final double MODELLED_FACTOR = 8;

    private final LuajVm vm;

    BaseFunctions(LuajVm vm) {
        this.vm = vm;
    }

    void install() {
        LuaTable g = vm.globals;
        g.rawset("_VERSION", LuaValue.valueOf("Lua 5.2"));
        Builtin.define(g, "pcall", this::pcall);
        Builtin.define(g, "xpcall", this::xpcall);
        Builtin.define(g, "error", BaseFunctions::error);
        Builtin.define(g, "assert", BaseFunctions::check);
        Builtin.define(g, "print", this::print);
        Builtin.define(g, "tostring", args -> vm.addresses.tostring(args.checkvalue(1)));
        Builtin.define(g, "type",
                args -> LuaValue.valueOf(vm.vectors.typeName(args.checkvalue(1))));
        Builtin.define(g, "collectgarbage", this::collectGarbage);
        Builtin.define(g, "getmetatable", this::getMetatable);
        LuaValue next = g.rawget("next");
        Builtin.define(g, "pairs", args -> iterate(args, PAIRS, next, LuaValue.NIL));
        Builtin.define(g, "inext", BaseFunctions::inext);
        LuaValue inext = g.rawget("inext");
        g.rawset("inext", LuaValue.NIL);
        Builtin.define(g, "ipairs", args -> iterate(args, IPAIRS, inext, LuaValue.ZERO));
    }

    private Varargs pcall(Varargs args) {
        LuaValue function = args.checkvalue(1);
        long mark = vm.recorder.regionMark();
        int depth = vm.spanDepth();
        try {
            return LuaValue.varargsOf(LuaValue.TRUE, function.invoke(args.subargs(2)));
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            vm.unwind(mark, depth, e);
            return LuaValue.varargsOf(LuaValue.FALSE, Failures.value(e));
        }
    }

    private Varargs xpcall(Varargs args) {
        LuaValue function = args.checkvalue(1);
        LuaValue handler = args.checkvalue(2);
        long mark = vm.recorder.regionMark();
        int depth = vm.spanDepth();
        Throwable thrown;
        try {
            return LuaValue.varargsOf(LuaValue.TRUE, function.invoke(args.subargs(3)));
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            thrown = e;
        }
        try {
            return LuaValue.varargsOf(LuaValue.FALSE, handler.invoke(Failures.value(thrown)));
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            return LuaValue.varargsOf(LuaValue.FALSE, Failures.value(e));
        } finally {
            vm.unwind(mark, depth, thrown);
        }
    }

    private static Varargs error(Varargs args) {
        throw new ScriptError(args.arg1(), args.optint(2, 1), null);
    }

    private static Varargs check(Varargs args) {
        if (args.checkvalue(1).toboolean()) {
            return args;
        }
        LuaValue message = args.narg() > 1 ? args.arg(2) : LuaValue.valueOf("assertion failed!");
        throw new ScriptError(message, 1, null);
    }

    private Varargs print(Varargs args) {
        StringBuilder line = new StringBuilder();
        for (int i = 1, n = args.narg(); i <= n; i++) {
            line.append(i > 1 ? "\t" : "").append(vm.describe(args.arg(i)));
        }
        vm.settings.world().print(line.toString());
        return LuaValue.NONE;
    }

    private Varargs collectGarbage(Varargs args) {
        if (!args.optjstring(1, "collect").equals("count")) {
            return LuaValue.ZERO;
        }
        return LuaValue.valueOf(
                MODELLED_BASE + MODELLED_FACTOR * vm.compiler.sourceBytes() / 1024);
    }

    private Varargs getMetatable(Varargs args) {
        LuaValue metatable = metatable(vm, args.checkvalue(1));
        if (metatable == null) {
            return LuaValue.NIL;
        }
        LuaValue shown = metatable.rawget(LuaValue.METATABLE);
        return shown.isnil() ? metatable : shown;
    }

    /** The metatable of a value in one VM, or null. */
    static LuaValue metatable(LuajVm vm, LuaValue value) {
        return TypeMetatable.isShared(value)
                ? vm.typeMetatables[value.type()]
                : value.getmetatable();
    }

    private static Varargs iterate(Varargs args, LuaValue tag, LuaValue function, LuaValue first) {
        LuaValue value = args.checkvalue(1);
        LuaValue handler = value.metatag(tag);
        if (!handler.isnil()) {
            Varargs made = handler.invoke(value);
            return LuaValue.varargsOf(made.arg(1), made.arg(2), made.arg(3));
        }
        if (!value.istable()) {
            throw new LuaError("bad argument #1 to '" + tag.tojstring().substring(2)
                    + "' (table expected, got " + value.typename() + ")");
        }
        return LuaValue.varargsOf(function, value, first);
    }

    private static Varargs inext(Varargs args) {
        int i = args.checkint(2) + 1;
        LuaValue value = args.arg1().get(i);
        return value.isnil() ? LuaValue.NONE : LuaValue.varargsOf(LuaValue.valueOf(i), value);
    }
}
