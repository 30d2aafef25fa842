package dev.fxprof.lua.lua54;

import dev.fxprof.lua.Vector3;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The vectors and quaternions of one VM: tables that never change. There is one for each value, kept
 * in a weak table under the bytes of its kind and its components, so that equal ones are the same key
 * of a table.
 */
final class Vectors {
    private static final int QUAT = 5;
    private static final String[] NAMES = {"", "", "vector2", "vector3", "vector4", "quat"};
    private static final String[] COMPONENTS = {"x", "y", "z", "w"};

    private final Lua54Vm vm;
    private final Reference[] metatables = new Reference[QUAT + 1];
    private Reference values;

    Vectors(Lua54Vm vm) {
        this.vm = vm;
    }

    /** What the script part made. */
    void install(Object[] made, Reference valuesByKey) {
        for (int kind = 2; kind <= QUAT; kind++) {
            metatables[kind] = (Reference) made[kind - 2];
        }
        values = valuesByKey;
    }

    /** 2, 3 or 4 for a vector at an index, 5 for a quaternion, else 0. */
    int kind(long state, int index) {
        if (Stack.getmetatable(state, index) == 0) {
            return 0;
        }
        long address = Stack.topointer(state, -1);
        Stack.settop(state, -2);
        for (int kind = 2; kind <= QUAT; kind++) {
            if (metatables[kind] != null && metatables[kind].address == address) {
                return kind;
            }
        }
        return 0;
    }

    String typeName(Reference table) {
        long state = vm.current();
        vm.references.push(state, table);
        int kind = kind(state, -1);
        Stack.settop(state, -2);
        return kind == 0 ? "table" : NAMES[kind];
    }

    /** The components of the vector at an index. */
    float[] parts(long state, int index, int kind) {
        float[] parts = new float[Math.min(kind, COMPONENTS.length)];
        for (int i = 0; i < parts.length; i++) {
            Stack.rawgeti(state, index, i + 1);
            parts[i] = (float) Stack.tonumber(state, -1, 0);
            Stack.settop(state, -2);
        }
        return parts;
    }

    /** The vector of three at an index; any other by the names of its components; or null. */
    Object toJava(long state, int index) {
        int kind = kind(state, index);
        if (kind == 0) {
            return null;
        }
        float[] parts = parts(state, index, kind);
        if (kind == 3) {
            return new Vector3(parts[0], parts[1], parts[2]);
        }
        Map<Object, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < parts.length; i++) {
            map.put(COMPONENTS[i], (double) parts[kind == QUAT ? (i + 1) % 4 : i]);
        }
        return map;
    }

    void push(long state, Vector3 v) {
        push(state, 3, (float) v.x(), (float) v.y(), (float) v.z());
    }

    /** Pushes the one vector with these components. */
    void push(long state, int kind, float... parts) {
        Converter.room(state, 0);
        byte[] key = key(kind, parts);
        vm.references.push(state, values);
        vm.converter.push(state, key);
        if (Stack.rawget(state, -2) != Stack.TABLE) {
            Stack.settop(state, -2);
            Api.createtable(state, parts.length, 0);
            for (int i = 0; i < parts.length; i++) {
                Stack.pushnumber(state, parts[i] + 0.0);
                Api.rawseti(state, -2, i + 1);
            }
            vm.references.push(state, metatables[kind]);
            Api.setmetatable(state, -2);
            vm.converter.push(state, key);
            Stack.pushvalue(state, -2);
            Api.rawset(state, -4);
        }
        Stack.rotate(state, -2, 1);
        Stack.settop(state, -2);
    }

    /** As {@code string.pack('<Bfff', …)} makes it in the script part. */
    private static byte[] key(int kind, float... parts) {
        ByteBuffer key = ByteBuffer.allocate(1 + Float.BYTES * parts.length)
                .order(ByteOrder.LITTLE_ENDIAN).put((byte) kind);
        for (float part : parts) {
            key.putFloat(part + 0f);
        }
        return key.array();
    }
}
