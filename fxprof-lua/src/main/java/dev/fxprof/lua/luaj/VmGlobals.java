package dev.fxprof.lua.luaj;

import org.luaj.vm2.Globals;
import org.luaj.vm2.Varargs;

/** The global table; LuaJ asks it to yield. */
final class VmGlobals extends Globals {
    private final LuajVm vm;

    VmGlobals(LuajVm vm) {
        this.vm = vm;
    }

    @Override
    public Varargs yield(Varargs args) {
        return vm.yield(args);
    }
}
