package dev.fxprof.hooks.win64.resolve;

import java.util.Optional;

/**
 * A hook, and whether it will work.
 *
 * @param name such as IScriptTickRuntime.Tick, import:ScriptNativeContext::Invoke or address:lua_resume
 * @param isOptional whether the others do without it
 * @param way how it would get in between; empty where that is not known
 * @param works whether everything was found that can be seen in files
 * @param reason what was found, or what was not
 */
public record ResolvedHook(String name, boolean isOptional, Optional<Way> way, boolean works,
        String reason) {
    static ResolvedHook refused(String name, boolean isOptional, String reason) {
        return new ResolvedHook(name, isOptional, Optional.empty(), false, reason);
    }

    static ResolvedHook works(String name, boolean isOptional, Way way, String reason) {
        return new ResolvedHook(name, isOptional, Optional.of(way), true, reason);
    }
}
