/**
 * CfxLua, the language of FiveM scripts: Lua 5.4 with the extensions of LuaGLM. Checks a source and
 * rewrites what an engine's own compiler does not know.
 */
package dev.fxprof.lua.syntax;
