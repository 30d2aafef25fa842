package dev.fxprof.lua.luaj;

import dev.fxprof.lua.LuaEnvironment;
import dev.fxprof.lua.LuaFunctionRef;
import dev.fxprof.lua.LuaScriptError;
import dev.fxprof.lua.LuaVm;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** Environments of one VM, and what travels by its name because every VM has it. */
final class Environments {
    private static final String SCRIPT = "/dev/fxprof/lua/environment.lua";

    /** Globals of a task. */
    record Environment(LuajVm vm, LuaTable table) implements LuaEnvironment {}

    private final LuajVm vm;
    private LuaFunction maker;
    private LuaTable metatable;
    private LuaFunction finder;
    private LuaTable names;
    private LuaFunction transfers;

    Environments(LuajVm vm) {
        this.vm = vm;
    }

    /** Loaded with the first use: most VMs have none. */
    private void load() {
        if (maker == null) {
            Varargs parts = Vectors.script(vm, SCRIPT, "environment.lua").invoke();
            maker = parts.checkfunction(1);
            metatable = parts.checktable(2);
            finder = parts.checkfunction(3);
        }
    }

    Environment make() {
        load();
        return new Environment(vm, maker.call().checktable());
    }

    LuaTable globals(LuaEnvironment environment) {
        if (environment == null) {
            return vm.globals;
        }
        if (environment instanceof Environment own && own.vm == vm) {
            return own.table;
        }
        throw new IllegalArgumentException(
                "not an environment of the VM of '" + vm.resource() + "'");
    }

    boolean isGlobals(LuaValue value) {
        return value == vm.globals || metatable != null && value instanceof LuaTable table
                && table.getmetatable() == metatable;
    }

    /** Takes what makes the tables that stand for something; the globals are the server's own now. */
    void onTransfer(LuaFunctionRef make) {
        load();
        transfers = (LuaFunction) vm.functionOf(make);
        names = finder.call().checktable();
    }

    /** The name under which every VM has a function or table, or null. */
    LuaValue nameOf(LuaValue value) {
        if (names != null) {
            LuaValue name = names.rawget(value);
            if (!name.isnil()) {
                return name;
            }
        }
        if (value instanceof HostCall call && vm.globals.rawget(call.name()) == value) {
            return Text.toLua(call.name());
        }
        return null;
    }

    /** What a name stands for. */
    static LuaValue find(LuaTable globals, String name) {
        LuaValue value = globals;
        for (String part : name.split("\\.")) {
            value = value.get(Text.toLua(part));
        }
        if (value.isnil()) {
            throw new LuaScriptError("there is no " + name + " where this runs");
        }
        return value;
    }

    LuaValue transferred(LuaValue kind, long id) {
        if (transfers == null) {
            throw new LuaScriptError("a " + Text.toJava(kind) + " cannot come here");
        }
        LuaVm owner = vm;
        return vm.values(owner.call(new FunctionRef(vm, transfers),
                owner.args(Text.toJava(kind), id))).arg1();
    }
}
