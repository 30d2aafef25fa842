package dev.fxprof.lua.luaj;

import dev.fxprof.lua.LuaSyntaxException;
import dev.fxprof.lua.Vector3;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.luaj.vm2.LuaClosure;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;
import org.luaj.vm2.lib.OneArgFunction;
import org.luaj.vm2.lib.VarArgFunction;

/** The vectors and quaternions of one VM. */
final class Vectors {
    private static final String SCRIPT = "/dev/fxprof/lua/vector.lua";
    private static final String[] NAMES = {"", "", "vector2", "vector3", "vector4", "quat"};

    private final LuaTable[] metatables = new LuaTable[VectorTable.QUAT + 1];

    Vectors(LuajVm vm) {
        Varargs made = script(vm, SCRIPT, "vector.lua").invoke(rawType(), maker());
        for (int kind = 2; kind <= VectorTable.QUAT; kind++) {
            metatables[kind] = made.checktable(kind - 1);
        }
    }

    /** A part of the engine that is written in Lua. */
    static LuaClosure script(LuajVm vm, String resource, String name) {
        try (InputStream in = Vectors.class.getResourceAsStream(resource)) {
            return vm.closure(vm.compiler.load("@citizen:/scripting/lua/" + name,
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

    private LuaValue maker() {
        return new VarArgFunction() {
            @Override
            public Varargs invoke(Varargs args) {
                int kind = args.checkint(1);
                double[] parts = new double[VectorTable.size(kind)];
                for (int i = 0; i < parts.length; i++) {
                    parts[i] = args.checkdouble(i + 2);
                }
                return make(kind, parts);
            }
        };
    }

    VectorTable make(int kind, double... parts) {
        VectorTable made = new VectorTable(kind, parts);
        made.setmetatable(metatables[kind]);
        return made;
    }

    LuaTable toLua(Vector3 v) {
        return make(3, v.x(), v.y(), v.z());
    }

    /** The record for a vector3, else null. */
    Vector3 toJava(LuaTable table) {
        return table instanceof VectorTable v && v.kind == 3
                ? new Vector3(v.part(0), v.part(1), v.part(2))
                : null;
    }

    /** The vector as one of another VM, or null if it is none. */
    LuaTable copy(LuaTable table, Vectors target) {
        if (!(table instanceof VectorTable v)) {
            return null;
        }
        double[] parts = new double[VectorTable.size(v.kind)];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = v.part(i);
        }
        return target.make(v.kind, parts);
    }

    String typeName(LuaValue value) {
        return value instanceof VectorTable v ? NAMES[v.kind] : value.typename();
    }
}
