package dev.fxprof.export.fxserver;

import dev.fxprof.api.ScriptRuntime;

/** A scope that is open on the server's thread, and what is known of it so far. */
final class Frame {
    /** Where its enter stands in the unit, or a negative number once nothing closes it. */
    int enter;
    int row;
    ScopeName name;
    /** The resource that is billed for it. */
    String resource;
    /** The resource in which the server entered it last, which it bills; empty for none. */
    String entered;
    ScriptRuntime runtime;
    /** Whether scopes of Lua's, or C#'s, scheduler stand directly in it. */
    boolean hasLua;
    boolean hasCsharp;
    boolean hasHandler;
}
