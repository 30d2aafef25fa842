package dev.fxprof.lua.luaj;

import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.lib.Bit32Lib;
import org.luaj.vm2.lib.StringLib;
import org.luaj.vm2.lib.TableLib;
import org.luaj.vm2.lib.jse.JseBaseLib;
import org.luaj.vm2.lib.jse.JseMathLib;

/** Fills the globals of a VM with what a server script may use. */
final class Libraries {
    private Libraries() {
    }

    static void install(LuajVm vm, FileTable files, MathFunctions math) {
        TypeMetatable.installForStrings();
        VmGlobals g = vm.globals;
        LuaTable registry = new LuaTable();
        registry.set("loaded", new LuaTable());
        g.rawset("package", registry);
        g.load(new JseBaseLib());
        g.load(new TableLib());
        g.load(new StringLib());
        g.load(new JseMathLib());
        g.load(new Bit32Lib());
        for (String name : new String[]{"package", "dofile", "loadfile"}) {
            g.rawset(name, LuaValue.NIL);
        }
        new BaseFunctions(vm).install();
        new LoadFunctions(vm).install();
        new CoroutineFunctions(vm).install();
        new StringFunctions(vm).install();
        math.install();
        TableFunctions.install(g);
        Utf8Functions.install(g);
        new DebugFunctions(vm).install();
        new OsFunctions(vm).install();
        new IoFunctions(vm, files).install();
        new JsonFunctions(vm).install();
    }
}
