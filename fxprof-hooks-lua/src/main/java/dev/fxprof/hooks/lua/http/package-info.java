/** Where fxprof listens for a server's scripts: frames of their spool, and tasks of Async. */
package dev.fxprof.hooks.lua.http;
