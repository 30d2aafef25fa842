package dev.fxprof.api;

/** Where the code of a span ran. */
public enum ScriptRuntime {
    /** A Lua script. */
    LUA("lua"),
    /** A native function of the server. */
    NATIVE("native"),
    /** A C# script, or the managed stand-in of the simulator. */
    CSHARP("c#"),
    /** A JavaScript script. */
    JAVASCRIPT("javascript"),
    /** The server itself. */
    ENGINE("engine");

    private final String label;

    ScriptRuntime(String label) {
        this.label = label;
    }

    /**
     * The name that traces and reports print.
     *
     * @return the lower-case name
     */
    public String label() {
        return label;
    }
}
