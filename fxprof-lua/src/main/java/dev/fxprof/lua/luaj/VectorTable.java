package dev.fxprof.lua.luaj;

import java.util.Arrays;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * A vector or a quaternion: a table that never changes, equal to every other with the same components
 * and so the same key of a table. Components are 32-bit floats and stand under 1, 2, 3 and 4.
 */
final class VectorTable extends LuaTable {
    static final int QUAT = 5;

    private static final LuaString[] VECTOR = {LuaString.valueOf("x"), LuaString.valueOf("y"),
            LuaString.valueOf("z"), LuaString.valueOf("w")};
    private static final LuaString[] QUATERNION = {VECTOR[3], VECTOR[0], VECTOR[1], VECTOR[2]};

    final int kind;
    private final LuaValue[] parts;

    VectorTable(int kind, double... parts) {
        this.kind = kind;
        this.parts = new LuaValue[parts.length];
        for (int i = 0; i < parts.length; i++) {
            // Adding zero makes one zero of the two.
            this.parts[i] = LuaValue.valueOf((double) (float) parts[i] + 0.0);
        }
    }

    static int size(int kind) {
        return Math.min(kind, 4);
    }

    double part(int i) {
        return parts[i].todouble();
    }

    private LuaString[] names() {
        return kind == QUAT ? QUATERNION : VECTOR;
    }

    @Override
    public LuaValue rawget(int key) {
        return key >= 1 && key <= parts.length ? parts[key - 1] : NIL;
    }

    @Override
    public LuaValue rawget(LuaValue key) {
        return key.isinttype() ? rawget(key.toint()) : NIL;
    }

    @Override
    public LuaValue get(int key) {
        return rawget(key);
    }

    @Override
    public void rawset(int key, LuaValue value) {
        throw unchangeable();
    }

    @Override
    public void rawset(LuaValue key, LuaValue value) {
        throw unchangeable();
    }

    @Override
    public void set(int key, LuaValue value) {
        throw unchangeable();
    }

    @Override
    public void set(LuaValue key, LuaValue value) {
        throw unchangeable();
    }

    private static LuaError unchangeable() {
        return new LuaError("attempt to change a component of a vector");
    }

    /** Its components by name, as whoever copies a table walks through it. */
    @Override
    public Varargs next(LuaValue key) {
        int next = key.isnil() ? 0 : 1 + Arrays.asList(names()).indexOf(key);
        return next < parts.length && (next > 0 || key.isnil())
                ? varargsOf(names()[next], parts[next])
                : NIL;
    }

    @Override
    public int rawlen() {
        return 0;
    }

    private boolean isSame(LuaValue other) {
        if (this == other) {
            return true;
        }
        if (!(other instanceof VectorTable v) || v.kind != kind) {
            return false;
        }
        for (int i = 0; i < parts.length; i++) {
            if (part(i) != v.part(i)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean raweq(LuaValue other) {
        return isSame(other);
    }

    @Override
    public boolean eq_b(LuaValue other) {
        return isSame(other);
    }

    @Override
    public LuaValue eq(LuaValue other) {
        return isSame(other) ? TRUE : FALSE;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LuaValue value && isSame(value);
    }

    @Override
    public int hashCode() {
        int hash = kind;
        for (int i = 0; i < parts.length; i++) {
            hash = 31 * hash + Double.hashCode(part(i));
        }
        return hash ^ hash >>> 16;
    }
}
