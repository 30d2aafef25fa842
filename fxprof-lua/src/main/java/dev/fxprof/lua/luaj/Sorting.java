package dev.fxprof.lua.luaj;

import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * table.sort and table.concat. LuaJ sorts only what happens to lie in the array part of a
 * table, and joins numbers with the precision of a float.
 */
final class Sorting {
    private final LuaValue less;

    private Sorting(LuaValue less) {
        this.less = less;
    }

    static Varargs sort(Varargs args) {
        LuaTable table = args.checktable(1);
        LuaValue less = args.isnoneornil(2) ? LuaValue.NIL : args.checkfunction(2);
        LuaValue[] values = new LuaValue[table.length()];
        for (int i = 0; i < values.length; i++) {
            values[i] = table.get(i + 1);
        }
        LuaValue[] sorted = values.clone();
        new Sorting(less).merge(values, sorted, 0, values.length);
        for (int i = 0; i < sorted.length; i++) {
            table.set(i + 1, sorted[i]);
        }
        return LuaValue.NONE;
    }

    private boolean isLess(LuaValue a, LuaValue b) {
        return less.isnil() ? a.lt_b(b) : less.call(a, b).toboolean();
    }

    /** Sorts a range of equal arrays into the target, the source being room to work in. */
    private void merge(LuaValue[] source, LuaValue[] target, int from, int to) {
        if (to - from < 2) {
            return;
        }
        int middle = (from + to) >>> 1;
        merge(target, source, from, middle);
        merge(target, source, middle, to);
        int left = from;
        int right = middle;
        for (int i = from; i < to; i++) {
            boolean takeRight = left >= middle
                    || right < to && isLess(source[right], source[left]);
            target[i] = takeRight ? source[right++] : source[left++];
        }
    }

    static Varargs concat(Varargs args) {
        LuaTable table = args.checktable(1);
        LuaValue separator = args.isnoneornil(2) ? LuaValue.EMPTYSTRING : args.checkstring(2);
        int first = args.optint(3, 1);
        int last = args.isnoneornil(4) ? table.length() : args.checkint(4);
        Joiner out = new Joiner();
        for (int i = first; i <= last; i++) {
            LuaValue value = table.get(i);
            if (value.type() != LuaValue.TSTRING && value.type() != LuaValue.TNUMBER) {
                throw new LuaError("invalid value (at index " + i
                        + ") in table for 'concat'");
            }
            if (i > first) {
                out.add(separator);
            }
            out.add(value);
        }
        return out.joined();
    }
}
