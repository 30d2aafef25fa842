package dev.fxprof.lua;

import dev.fxprof.api.SiteTable;
import dev.fxprof.api.SpanRecorder;

/**
 * What a VM is made for.
 *
 * @param resource name of the resource that owns it and is billed for its functions
 * @param world what scripts observe of the outside
 * @param recorder receives coroutine switches and, with {@code functions}, every Lua call
 * @param sites where function sites are interned
 * @param functions whether every Lua function call is recorded
 * @param randomSeed start of {@code math.random}
 */
public record VmSettings(String resource, LuaWorld world, SpanRecorder recorder, SiteTable sites,
        boolean functions, long randomSeed) {}
