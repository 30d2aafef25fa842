package dev.fxprof.cli;

/** How much is recorded. */
enum Profile {
    /** Nothing until a script calls Profiler.Enable. */
    OFF,
    /** Ticks, runtime entries, events, exports, commands, natives, regions. */
    BOUNDARY,
    /** The same and every Lua function call. */
    FULL
}
