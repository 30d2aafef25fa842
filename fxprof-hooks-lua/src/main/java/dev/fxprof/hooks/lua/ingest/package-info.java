/** Makes the span stream of what the Lua agents spooled. */
package dev.fxprof.hooks.lua.ingest;
