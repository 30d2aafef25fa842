/** What a server says of itself without any hook: its metrics, its console and its trace. */
package dev.fxprof.hooks.lua.perf;
