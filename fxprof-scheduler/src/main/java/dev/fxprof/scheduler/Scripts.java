package dev.fxprof.scheduler;

import dev.fxprof.lua.LuaFunctionRef;
import dev.fxprof.lua.LuaSyntaxException;
import dev.fxprof.lua.LuaVm;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The parts of Async that are written in Lua. */
final class Scripts {
    private Scripts() {
    }

    /** Runs one with some arguments. */
    static void run(LuaVm vm, String name, Object... args) {
        try (InputStream in = Scripts.class.getResourceAsStream(name)) {
            LuaFunctionRef main = vm.load("@citizen:/scripting/lua/" + name, in.readAllBytes());
            vm.newCoroutine(main, null).resume(vm.args(args));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (LuaSyntaxException e) {
            throw new IllegalStateException(e.file() + ":" + e.line() + ": " + e.getMessage(), e);
        }
    }
}
