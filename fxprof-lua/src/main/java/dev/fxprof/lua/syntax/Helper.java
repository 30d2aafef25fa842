package dev.fxprof.lua.syntax;

import java.util.Locale;

/**
 * A function that rewritten code calls, a local of the chunk. Where the engine supplies it, the chunk
 * reads it from a global of the same name, which the engine replaces in the compiled code.
 */
public enum Helper {
    /** {@code P?.k} of a P that is more than a name. */
    NAV("local function %s(v,k)if v then return v[k]end return v end "),
    /** The same with a key that must not be evaluated where P is false or nil. */
    NAV_LATE("local function %s(v,f,...)if v then return v[f(...)]end return v end "),
    /** {@code local a, b in t}. */
    FIELDS("local function %s(t,k,...)if k==nil then return end return t[k],%1$s(t,...)end "),
    /** {@code a // b}. */
    IDIV(null),
    /** {@code a & b}. */
    BAND(null),
    /** {@code a | b}. */
    BOR(null),
    /** {@code a ~ b}. */
    BXOR(null),
    /** {@code ~a}. */
    BNOT(null),
    /** {@code a << b}. */
    SHL(null),
    /** {@code a >> b}. */
    SHR(null),
    /** Runs the rest of a block and closes a variable: how the block ended, and with what. */
    CLOSING(null),
    /** What a block returned. */
    RESULTS(null);

    /** What the names of all begin with. */
    public static final String PREFIX = "__fxprof_";

    private final String lua;

    Helper(String lua) {
        this.lua = lua;
    }

    /**
     * Name of the local, and of the global it is read from.
     *
     * @return a Lua name that no script uses
     */
    public String id() {
        return PREFIX + name().toLowerCase(Locale.ROOT);
    }

    /**
     * Whether the engine supplies it.
     *
     * @return false if it is written in Lua
     */
    public boolean isNative() {
        return lua == null;
    }

    String definition() {
        return lua == null ? "local " + id() + "=" + id() + " " : lua.formatted(id());
    }
}
