package dev.fxprof.bench.cost;

import dev.fxprof.lua.LuaFunctionRef;
import dev.fxprof.lua.LuaSyntaxException;
import dev.fxprof.lua.LuaVm;
import dev.fxprof.lua.LuaWorld;
import dev.fxprof.lua.VmSettings;
import dev.fxprof.lua.engines.Engines;
import java.nio.file.Path;

/** The loop in a VM of the product, as a resource runs. */
final class ProductLuaLoop extends LuaLoop {
    private final LuaVm vm;
    private final LuaFunctionRef loop;

    ProductLuaLoop(Engines engine, String source, Recorded to, boolean isRecorded) {
        vm = engine.create().newVm(new VmSettings("bench", new Nowhere(), to.recorder(),
                to.sites(), isRecorded, 1));
        try {
            LuaFunctionRef main = vm.load("@bench/loop.lua", source);
            loop = vm.newCoroutine(main, null).resume(vm.args()).function(1);
        } catch (LuaSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    void run(int rounds) {
        vm.call(loop, vm.args(rounds));
    }

    private static final class Nowhere implements LuaWorld {
        @Override
        public long nanos() {
            return 0;
        }

        @Override
        public long epochMillis() {
            return 0;
        }

        @Override
        public void print(String line) {
            throw new UnsupportedOperationException("the measured loop prints nothing");
        }

        @Override
        public Path resolve(String path, boolean write) {
            throw new UnsupportedOperationException("the measured loop opens nothing");
        }
    }
}
