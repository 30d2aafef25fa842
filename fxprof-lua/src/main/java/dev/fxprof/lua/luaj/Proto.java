package dev.fxprof.lua.luaj;

import java.util.LinkedHashSet;
import java.util.Set;
import org.luaj.vm2.Lua;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Prototype;

/** A compiled function with its name and site. */
final class Proto extends Prototype {
    static final LuaString ENVIRONMENT = LuaString.valueOf("_ENV");

    private volatile Set<LuaValue> globals;

    /** Id from the site table, or 0 if its calls are not recorded. */
    final int site;

    /** Name as written in the source. */
    final String name;

    /** Chunk name as the loader gave it. */
    final String chunk;

    /** Chunk name as messages show it. */
    final String shown;

    Proto(Prototype from, Prototype[] children, int site, String name, Chunk chunk) {
        this.site = site;
        this.name = name;
        this.chunk = chunk.name();
        this.shown = chunk.shown();
        k = from.k;
        code = from.code;
        p = children;
        lineinfo = from.lineinfo;
        locvars = from.locvars;
        upvalues = from.upvalues;
        source = chunk.source();
        linedefined = from.linedefined;
        lastlinedefined = from.lastlinedefined;
        numparams = from.numparams;
        is_vararg = from.is_vararg;
        maxstacksize = from.maxstacksize;
    }

    /** Names of the globals that it and the functions within it read. */
    Set<LuaValue> globals() {
        if (globals == null) {
            Set<LuaValue> found = new LinkedHashSet<>();
            collect(this, found);
            globals = found;
        }
        return globals;
    }

    private static void collect(Prototype p, Set<LuaValue> found) {
        for (int instruction : p.code) {
            int upvalue = Lua.GETARG_B(instruction);
            int key = Lua.GETARG_C(instruction);
            if (Lua.GET_OPCODE(instruction) == Lua.OP_GETTABUP && Lua.ISK(key)
                    && ENVIRONMENT.equals(p.upvalues[upvalue].name)) {
                found.add(p.k[Lua.INDEXK(key)]);
            }
        }
        for (Prototype child : p.p) {
            collect(child, found);
        }
    }

    /** As a server's debug.getinfo tells it: its loader puts Lua's sign of a file name before ours. */
    String source() {
        return chunk.startsWith("@") ? "@" + chunk : chunk;
    }

    @Override
    public String shortsource() {
        return shown;
    }
}
