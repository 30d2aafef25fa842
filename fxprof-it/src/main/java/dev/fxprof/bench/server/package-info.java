/** What the hooks in Lua cost a server, measured on the stand-in. */
package dev.fxprof.bench.server;
