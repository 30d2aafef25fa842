package dev.fxprof.bench.cost;

import dev.fxprof.api.SpanRecorder;
import org.luaj.vm2.Globals;
import org.luaj.vm2.LuaClosure;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;
import org.luaj.vm2.lib.DebugLib;
import org.luaj.vm2.lib.jse.JsePlatform;

/** The loop on LuaJ as it comes, recorded through its own DebugLib with all that it does. */
final class StockLuaLoop extends LuaLoop {
    private final LuaValue loop;

    StockLuaLoop(String source, Recorded to, boolean isRecorded) {
        Globals globals = JsePlatform.standardGlobals();
        if (isRecorded) {
            globals.load(new Spans(to.recorder(), to.site("f")));
        }
        loop = globals.load(source, "@bench/loop.lua").call();
    }

    @Override
    void run(int rounds) {
        loop.call(LuaValue.valueOf(rounds));
    }

    private static final class Spans extends DebugLib {
        private final SpanRecorder recorder;
        private final int site;

        Spans(SpanRecorder recorder, int site) {
            this.recorder = recorder;
            this.site = site;
        }

        @Override
        public void onCall(LuaFunction function) {
            super.onCall(function);
            recorder.enterFunction(0);
        }

        @Override
        public void onCall(LuaClosure closure, Varargs args, LuaValue[] stack) {
            super.onCall(closure, args, stack);
            recorder.enterFunction(site);
        }

        @Override
        public void onReturn() {
            recorder.leaveFunction();
            super.onReturn();
        }
    }
}
