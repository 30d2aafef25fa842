/**
 * Lua engines behind one interface. A {@link dev.fxprof.lua.LuaEngine} makes one
 * {@link dev.fxprof.lua.LuaVm} a resource, with the server's sandbox; the host adds its functions,
 * loads scripts and runs them in coroutines. Nothing outside this module sees an engine's own types.
 *
 * <p>A VM and everything it hands out belongs to one thread; only
 * {@link dev.fxprof.lua.LuaVm#interrupt} may come from another.
 */
package dev.fxprof.lua;
