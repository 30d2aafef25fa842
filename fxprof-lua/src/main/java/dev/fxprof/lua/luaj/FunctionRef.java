package dev.fxprof.lua.luaj;

import dev.fxprof.lua.LuaFunctionRef;
import dev.fxprof.lua.LuaVm;
import org.luaj.vm2.LuaClosure;
import org.luaj.vm2.LuaFunction;

/** A function kept by the host. */
final class FunctionRef implements LuaFunctionRef {
    private final LuajVm vm;
    final LuaFunction function;

    FunctionRef(LuajVm vm, LuaFunction function) {
        this.vm = vm;
        this.function = function;
    }

    private Proto proto() {
        return function instanceof LuaClosure c && c.p instanceof Proto p ? p : null;
    }

    @Override
    public LuaVm vm() {
        return vm;
    }

    @Override
    public String name() {
        Proto p = proto();
        return p == null ? function.name() : p.name;
    }

    @Override
    public String file() {
        Proto p = proto();
        return p == null ? "" : p.shown;
    }

    @Override
    public int line() {
        Proto p = proto();
        return p == null ? 0 : p.linedefined;
    }

    @Override
    public int lastLine() {
        Proto p = proto();
        return p == null || p.linedefined == 0 ? 0 : p.lastlinedefined;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FunctionRef ref && ref.function == function;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(function);
    }

    @Override
    public String toString() {
        return name() + " (" + file() + ":" + line() + ")";
    }
}
