package dev.fxprof.lua.luaj;

import dev.fxprof.lua.HostFunction;
import dev.fxprof.lua.LuaArgs;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;
import org.luaj.vm2.lib.VarArgFunction;

/** A function of the host as scripts see it. */
final class HostCall extends VarArgFunction {
    private final LuajVm vm;
    private final HostFunction function;

    HostCall(LuajVm vm, String name, HostFunction function) {
        this.vm = vm;
        this.name = name;
        this.function = function;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public LuaValue call() {
        return run(new Pack(vm, NONE)).arg1();
    }

    @Override
    public LuaValue call(LuaValue a) {
        return run(new Pack(vm, a)).arg1();
    }

    @Override
    public LuaValue call(LuaValue a, LuaValue b) {
        return run(new Pack(vm, varargsOf(a, b))).arg1();
    }

    @Override
    public LuaValue call(LuaValue a, LuaValue b, LuaValue c) {
        return run(new Pack(vm, varargsOf(a, b, c))).arg1();
    }

    @Override
    public Varargs invoke(Varargs args) {
        return run(Pack.of(vm, args));
    }

    private Varargs run(Pack args) {
        LuaArgs result;
        try {
            result = function.call(args);
        } catch (RuntimeException e) {
            throw Failures.toScript(vm, e);
        }
        return result == null ? NONE : vm.values(result);
    }
}
