/** Puts the Lua files together that go to a server. */
package dev.fxprof.hooks.lua.bundle;
