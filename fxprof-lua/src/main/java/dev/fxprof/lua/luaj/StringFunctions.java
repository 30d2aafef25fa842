package dev.fxprof.lua.luaj;

import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/** The string library: LuaJ's, with a format that rounds, and a metatable of this VM. */
final class StringFunctions {
    private final LuajVm vm;

    StringFunctions(LuajVm vm) {
        this.vm = vm;
    }

    void install() {
        LuaTable t = vm.globals.rawget("string").checktable();
        t.rawset("dump", LuaValue.NIL);
        Builtin.define(t, "format", args -> new Formatter(vm, args).format());
        Builtin.define(t, "rep", Joiner::repeat);
        BinaryFunctions.install(t);
        LuaTable metatable = new LuaTable();
        metatable.rawset(LuaValue.INDEX, t);
        vm.typeMetatables[LuaValue.TSTRING] = metatable;
    }
}
