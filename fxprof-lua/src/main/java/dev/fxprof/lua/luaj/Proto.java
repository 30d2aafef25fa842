package dev.fxprof.lua.luaj;

import org.luaj.vm2.Prototype;

/** A compiled function with its name and site. */
final class Proto extends Prototype {
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

    /** As a server's debug.getinfo tells it: its loader puts Lua's sign of a file name before ours. */
    String source() {
        return chunk.startsWith("@") ? "@" + chunk : chunk;
    }

    @Override
    public String shortsource() {
        return shown;
    }
}
