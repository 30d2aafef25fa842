package dev.fxprof.scheduler;

import dev.fxprof.api.AsyncScripts;
import dev.fxprof.lua.LuaArgs;
import dev.fxprof.lua.LuaFunctionRef;
import dev.fxprof.lua.LuaSyntaxException;
import dev.fxprof.lua.LuaVm;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/** The parts of Async that are written in Lua. */
final class Scripts {
    private Scripts() {
    }

    /** Gives the VM its Async table; what its globals hold then is the server's own. */
    static void async(LuaVm vm, Map<String, Object> host, boolean inWorker) {
        LuaArgs args = vm.args(host, inWorker);
        LuaArgs made = run(vm, "async.lua", AsyncScripts.async(),
                vm.join(args, run(vm, "channels.lua", args)));
        run(vm, "parallel.lua", AsyncScripts.parallel(), vm.args());
        vm.onTransfer(made.function(1));
    }

    /** Runs one with some arguments. */
    static LuaArgs run(LuaVm vm, String name, LuaArgs args) {
        try (InputStream in = Scripts.class.getResourceAsStream(name)) {
            return run(vm, name, in.readAllBytes(), args);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static LuaArgs run(LuaVm vm, String name, byte[] text, LuaArgs args) {
        try {
            LuaFunctionRef main = vm.load("@citizen:/scripting/lua/" + name, text);
            return vm.newCoroutine(main, null).resume(args);
        } catch (LuaSyntaxException e) {
            throw new IllegalStateException(e.file() + ":" + e.line() + ": " + e.getMessage(), e);
        }
    }
}
