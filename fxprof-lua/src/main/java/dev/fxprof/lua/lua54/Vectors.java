package dev.fxprof.lua.lua54;

import dev.fxprof.lua.Vector3;
import java.nio.charset.StandardCharsets;

/** The vectors of one VM: tables with the fields x, y, z, w and a metatable of their own. */
final class Vectors {
    private static final int LARGEST = 4;
    private static final byte[][] FIELDS = {bytes("x"), bytes("y"), bytes("z"), bytes("w")};

    private final Lua54Vm vm;
    private final Reference[] metatables = new Reference[LARGEST + 1];

    Vectors(Lua54Vm vm) {
        this.vm = vm;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    void metatable(int size, Reference metatable) {
        metatables[size] = metatable;
    }

    /** How many components the table at an index has as a vector, or 0. */
    int size(long state, int index) {
        if (Stack.getmetatable(state, index) == 0) {
            return 0;
        }
        long address = Stack.topointer(state, -1);
        Stack.settop(state, -2);
        for (int size = 2; size <= LARGEST; size++) {
            if (metatables[size] != null && metatables[size].address == address) {
                return size;
            }
        }
        return 0;
    }

    String typeName(Reference table) {
        long state = vm.current();
        vm.references.push(state, table);
        int size = size(state, -1);
        Stack.settop(state, -2);
        return size == 0 ? "table" : "vector" + size;
    }

    private double component(long state, int index, int i) {
        vm.converter.push(state, FIELDS[i]);
        Stack.rawget(state, index < 0 ? index - 1 : index);
        double value = Stack.tonumber(state, -1, 0);
        Stack.settop(state, -2);
        return value;
    }

    /** The vector of three at an index, or null. */
    Vector3 toJava(long state, int index) {
        return size(state, index) == 3
                ? new Vector3(component(state, index, 0), component(state, index, 1),
                        component(state, index, 2))
                : null;
    }

    void push(long state, Vector3 v) {
        Converter.room(state, 0);
        Api.createtable(state, 0, FIELDS.length);
        set(state, 0, v.x());
        set(state, 1, v.y());
        set(state, 2, v.z());
        mark(state, 3);
    }

    private void set(long state, int i, double value) {
        vm.converter.push(state, FIELDS[i]);
        Stack.pushnumber(state, value);
        Api.rawset(state, -3);
    }

    /** Makes the table on top a vector. */
    void mark(long state, int size) {
        vm.references.push(state, metatables[size]);
        Api.setmetatable(state, -2);
    }
}
