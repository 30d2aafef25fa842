package dev.fxprof.lua.luaj;

import dev.fxprof.api.SpanRecorder;
import org.luaj.vm2.LuaClosure;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;
import org.luaj.vm2.lib.DebugLib;

/**
 * Reports every call of a Lua function. It never calls the superclass, which would keep a call
 * stack of its own and cost several times as much as the call.
 */
final class FunctionSpans extends DebugLib {
    private final SpanRecorder recorder;

    FunctionSpans(SpanRecorder recorder) {
        this.recorder = recorder;
    }

    @Override
    public void onCall(LuaClosure closure, Varargs args, LuaValue[] stack) {
        recorder.enterFunction(((Proto) closure.p).site);
    }

    @Override
    public void onReturn() {
        recorder.leaveFunction();
    }

    /** LuaJ calls this for its own pcall only, which no VM has; paired all the same. */
    @Override
    public void onCall(LuaFunction function) {
        recorder.enterFunction(0);
    }

    @Override
    public void onInstruction(int pc, Varargs v, int top) {
    }

    @Override
    public String traceback(int level) {
        return "";
    }
}
