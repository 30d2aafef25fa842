package dev.fxprof.scheduler;

import dev.fxprof.api.TaskPriority;
import dev.fxprof.lua.LuaCode;
import dev.fxprof.lua.LuaParcel;

/**
 * A task of a script that runs in another process.
 *
 * @param number by which that process knows it
 * @param name name of its function
 * @param source its function, with its upvalues
 * @param args its arguments
 * @param label its name in traces, or null for its function's
 * @param priority which tasks go first
 * @param deadlineMillis after how many milliseconds it is cancelled, 0 for never
 */
public record RemoteTask(long number, String name, LuaCode.Source source, LuaParcel args,
        String label, TaskPriority priority, double deadlineMillis) {}
