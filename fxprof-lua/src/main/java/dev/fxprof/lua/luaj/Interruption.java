package dev.fxprof.lua.luaj;

/** Stops the scripts of one VM up to the host. No script can catch it: see {@link Failures}. */
final class Interruption extends ScriptError {
    private static final long serialVersionUID = 1L;

    Interruption(LuajVm vm, String reason) {
        super(Text.toLua("script stopped: " + reason), 1, null, vm);
    }
}
