/** The spool of the Lua agents: its files, its frames, and the order in which a reader gets them. */
package dev.fxprof.hooks.lua.spool;
