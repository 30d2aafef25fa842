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
