package dev.fxprof.lua.syntax;

/** What a rewritten source is compiled by. */
public enum Dialect {
    /** Stock Lua 5.4: only LuaGLM's extensions are rewritten. */
    LUA54,
    /** LuaJ, which is Lua 5.2: what came with 5.3 and 5.4 is rewritten too. */
    LUAJ
}
