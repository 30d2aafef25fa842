package dev.fxprof.lua.luaj;

import dev.fxprof.lua.LuaSyntaxException;
import dev.fxprof.lua.Vector3;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.luaj.vm2.LuaClosure;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;
import org.luaj.vm2.lib.OneArgFunction;

/** The vectors of one VM: tables with the fields x, y, z, w and a metatable of their own. */
final class Vectors {
    private static final String SCRIPT = "/dev/fxprof/lua/vector.lua";
    private static final LuaString[] FIELDS = {LuaString.valueOf("x"), LuaString.valueOf("y"),
            LuaString.valueOf("z"), LuaString.valueOf("w")};

    private final LuaTable[] metatables = new LuaTable[5];

    Vectors(LuajVm vm) {
        Varargs made = script(vm, SCRIPT, "vector.lua").invoke(rawType());
        for (int size = 2; size <= 4; size++) {
            metatables[size] = made.checktable(size - 1);
        }
    }

    /** A part of the engine that is written in Lua. */
    static LuaClosure script(LuajVm vm, String resource, String name) {
        try (InputStream in = Vectors.class.getResourceAsStream(resource)) {
            return vm.closure(vm.compiler.compile("@citizen:/scripting/lua/" + name,
                    in.readAllBytes()), vm.globals);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (LuaSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static LuaValue rawType() {
        return new OneArgFunction() {
            @Override
            public LuaValue call(LuaValue value) {
                return valueOf(value.typename());
            }
        };
    }

    /** How many components a table has as a vector, or 0. */
    private int size(LuaTable table) {
        LuaValue metatable = table.getmetatable();
        if (metatable != null) {
            for (int size = 2; size <= 4; size++) {
                if (metatable == metatables[size]) {
                    return size;
                }
            }
        }
        return 0;
    }

    LuaTable toLua(Vector3 v) {
        LuaTable table = new LuaTable(0, 4);
        table.rawset(FIELDS[0], LuaValue.valueOf(v.x()));
        table.rawset(FIELDS[1], LuaValue.valueOf(v.y()));
        table.rawset(FIELDS[2], LuaValue.valueOf(v.z()));
        table.setmetatable(metatables[3]);
        return table;
    }

    /** The record for a vector3, else null. */
    Vector3 toJava(LuaTable table) {
        if (size(table) != 3) {
            return null;
        }
        return new Vector3(table.rawget(FIELDS[0]).todouble(), table.rawget(FIELDS[1]).todouble(),
                table.rawget(FIELDS[2]).todouble());
    }

    /** The vector as one of another VM, or null if it is none. */
    LuaTable copy(LuaTable table, Vectors target) {
        int size = size(table);
        if (size == 0) {
            return null;
        }
        LuaTable copy = new LuaTable(0, 4);
        for (int i = 0; i < size; i++) {
            copy.rawset(FIELDS[i], LuaValue.valueOf(table.rawget(FIELDS[i]).todouble()));
        }
        copy.setmetatable(target.metatables[size]);
        return copy;
    }

    String typeName(LuaValue value) {
        int size = value.istable() ? size(value.checktable()) : 0;
        return size == 0 ? value.typename() : "vector" + size;
    }
}
