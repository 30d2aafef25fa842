package dev.fxprof.lua.lua54;

import java.util.List;

/**
 * A compiled function that any VM can load. It travels compiled, not as text: a slice of the text would
 * not know constants of the functions around it.
 */
final class Dumped {
    final byte[] code;
    /** It and the functions within it, in the order in which the source defines them. */
    final List<FunctionInfo> functions;

    /** Names of the globals that they read. */
    final List<String> globals;

    Dumped(byte[] code, List<FunctionInfo> functions, List<String> globals) {
        this.code = code;
        this.functions = functions;
        this.globals = globals;
    }
}
