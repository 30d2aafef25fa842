package dev.fxprof.scheduler;

import dev.fxprof.lua.LuaCode;
import dev.fxprof.lua.LuaParcel;
import java.util.function.Supplier;

/**
 * A task as its submitter wants it.
 *
 * @param code what to run
 * @param args its arguments
 * @param options how
 * @param submitter who asked, for errors
 */
record Submission(LuaCode code, LuaParcel args, AsyncOptions options,
        Supplier<String> submitter) {}
