package dev.fxprof.lua.luaj;

import org.luaj.vm2.LuaBoolean;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaNil;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaThread;
import org.luaj.vm2.LuaValue;

/**
 * The metatable of a type without one for each value. LuaJ has a static field for it, common to all
 * VMs; this stands in the field and looks into the table of the VM that runs, so that no VM can see
 * or change another's. It is never handed to a script.
 */
final class TypeMetatable extends LuaTable {
    /** Room for every type number of LuaJ. */
    static final int TYPES = 10;

    private final int type;

    private TypeMetatable(int type) {
        this.type = type;
    }

    @Override
    public LuaValue rawget(LuaValue key) {
        LuajVm vm = Running.ofThread().vm;
        LuaTable own = vm == null ? null : vm.typeMetatables[type];
        return own == null ? NIL : own.rawget(key);
    }

    /** Strings of every VM have one from the start. */
    static void installForStrings() {
        install(LuaValue.TSTRING);
    }

    /** Whether values of a type share one metatable. */
    static boolean isShared(LuaValue value) {
        return switch (value.type()) {
            case LuaValue.TNIL, LuaValue.TBOOLEAN, LuaValue.TNUMBER, LuaValue.TSTRING,
                    LuaValue.TFUNCTION, LuaValue.TTHREAD ->
                true;
            default -> false;
        };
    }

    /** Puts a stand-in into LuaJ's field; the others stay free, which is faster. */
    static synchronized void install(int type) {
        switch (type) {
            case LuaValue.TNIL -> LuaNil.s_metatable = orNew(LuaNil.s_metatable, type);
            case LuaValue.TBOOLEAN -> LuaBoolean.s_metatable = orNew(LuaBoolean.s_metatable, type);
            case LuaValue.TNUMBER -> LuaNumber.s_metatable = orNew(LuaNumber.s_metatable, type);
            case LuaValue.TSTRING -> LuaString.s_metatable = orNew(LuaString.s_metatable, type);
            case LuaValue.TFUNCTION ->
                LuaFunction.s_metatable = orNew(LuaFunction.s_metatable, type);
            case LuaValue.TTHREAD -> LuaThread.s_metatable = orNew(LuaThread.s_metatable, type);
            default -> throw new IllegalArgumentException("type " + type);
        }
    }

    private static LuaValue orNew(LuaValue present, int type) {
        return present == null ? new TypeMetatable(type) : present;
    }
}
