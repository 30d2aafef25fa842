package dev.fxprof.lua.luaj;

import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The functions of table that differ from LuaJ's, and the global unpack. */
final class TableFunctions {
    private static final int LONGEST = 1_000_000;

    private TableFunctions() {
    }

    static void install(LuaTable globals) {
        LuaTable t = globals.rawget("table").checktable();
        Builtin.define(t, "unpack", TableFunctions::unpack);
        Builtin.define(t, "move", TableFunctions::move);
        Builtin.define(t, "insert", TableFunctions::insert);
        Builtin.define(t, "remove", TableFunctions::remove);
        Builtin.define(t, "sort", Sorting::sort);
        Builtin.define(t, "concat", Sorting::concat);
        globals.rawset("unpack", t.rawget("unpack"));
    }

    private static Varargs unpack(Varargs args) {
        LuaTable table = args.checktable(1);
        int first = args.optint(2, 1);
        int last = args.isnoneornil(3) ? table.length() : args.checkint(3);
        long n = (long) last - first + 1;
        if (n <= 0) {
            return LuaValue.NONE;
        }
        if (n > LONGEST) {
            throw new LuaError("too many results to unpack");
        }
        LuaValue[] values = new LuaValue[(int) n];
        for (int i = 0; i < n; i++) {
            values[i] = table.get(first + i);
        }
        return LuaValue.varargsOf(values);
    }

    private static Varargs insert(Varargs args) {
        LuaTable table = args.checktable(1);
        int end = table.length() + 1;
        if (args.narg() == 2) {
            table.set(end, args.arg(2));
            return LuaValue.NONE;
        }
        if (args.narg() != 3) {
            throw new LuaError("wrong number of arguments to 'insert'");
        }
        int position = args.checkint(2);
        if (position < 1 || position > end) {
            throw new LuaError("bad argument #2 to 'insert' (position out of bounds)");
        }
        for (int i = end; i > position; i--) {
            table.set(i, table.get(i - 1));
        }
        table.set(position, args.arg(3));
        return LuaValue.NONE;
    }

    private static Varargs remove(Varargs args) {
        LuaTable table = args.checktable(1);
        int size = table.length();
        int position = args.optint(2, size);
        if (args.narg() > 1 && (position < Math.min(size, 1) || position > size + 1)) {
            throw new LuaError("bad argument #2 to 'remove' (position out of bounds)");
        }
        LuaValue removed = table.get(position);
        int last = position;
        for (; last < size; last++) {
            table.set(last, table.get(last + 1));
        }
        table.set(last, LuaValue.NIL);
        return removed;
    }

    private static Varargs move(Varargs args) {
        LuaTable source = args.checktable(1);
        int first = args.checkint(2);
        int last = args.checkint(3);
        int to = args.checkint(4);
        LuaTable target = args.isnoneornil(5) ? source : args.checktable(5);
        boolean forward = to > last || to <= first || target != source;
        for (int i = 0, n = last - first; i <= n; i++) {
            int step = forward ? i : n - i;
            target.set(to + step, source.get(first + step));
        }
        return target;
    }
}
