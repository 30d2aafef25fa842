package dev.fxprof.lua.luaj;

import dev.fxprof.api.SpanRecorder;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.Supplier;
import org.luaj.vm2.LuaClosure;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;
import org.luaj.vm2.lib.DebugLib;

/**
 * What LuaJ calls around every Lua function and before every instruction. It never calls the
 * superclass, which would keep a call stack of its own and cost several times as much as the call.
 *
 * <p>One class for all VMs, recorded or not: LuaJ's interpreter is one method, and a second class
 * would make its calls to here dearer in every VM of the process.
 *
 * <p>Assumptions: {@link #interrupt} comes from any thread, everything else from the VM's.
 * Guarantees: a request is seen at the next instruction, and again at each one until
 * {@link #settle}, so a script that caught the error gets no further. Progress: wait-free.
 */
final class Hooks extends DebugLib {
    /**
     * Read opaque. A plain read is moved out of a loop whose body touches no memory: the JVM then
     * never sees the request in {@code while true do end}.
     */
    private static final VarHandle REQUEST;

    static {
        try {
            REQUEST = MethodHandles.lookup().findVarHandle(Hooks.class, "request", Request.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final LuajVm vm;

    /** Takes every call, or null where functions are not recorded. */
    private final SpanRecorder recorder;

    /** How many instructions a script that was told that it is cancelled goes on before it is told again. */
    private static final int INSTRUCTIONS = 10_000;

    /** What somebody wants of the script that runs. */
    private record Request(Supplier<String> why, boolean mayBeCaught) {}

    private Request request;

    /** Why the running script is being stopped, or null. */
    private String reason;

    /** Instructions until it is told that it is cancelled. */
    private int left;

    Hooks(LuajVm vm, SpanRecorder recorder) {
        this.vm = vm;
        this.recorder = recorder;
    }

    @Override
    public void onCall(LuaClosure closure, Varargs args, LuaValue[] stack) {
        SpanRecorder r = recorder;
        if (r != null) {
            r.enterFunction(((Proto) closure.p).site);
        }
    }

    @Override
    public void onReturn() {
        SpanRecorder r = recorder;
        if (r != null) {
            r.leaveFunction();
        }
    }

    /** LuaJ calls this for its own pcall only, which no VM has; paired all the same. */
    @Override
    public void onCall(LuaFunction function) {
        if (recorder != null) {
            recorder.enterFunction(0);
        }
    }

    @Override
    public void onInstruction(int pc, Varargs v, int top) {
        if (REQUEST.getOpaque(this) != null) {
            stop();
        }
    }

    @Override
    public String traceback(int level) {
        return "";
    }

    void interrupt(Supplier<String> why) {
        REQUEST.setRelease(this, new Request(why, false));
    }

    /** One that is there already is raised again by itself. */
    void cancel(Supplier<String> why) {
        REQUEST.compareAndSet(this, null, new Request(why, true));
    }

    private void stop() {
        Request asked = (Request) REQUEST.getAcquire(this);
        if (asked.mayBeCaught && --left > 0) {
            return;
        }
        String why = reason == null ? asked.why.get() : reason;
        if (why == null) {
            REQUEST.compareAndSet(this, asked, null);
            return;
        }
        if (asked.mayBeCaught) {
            left = INSTRUCTIONS;
            throw new ScriptError(Text.toLua("cancelled: " + why), 0, null);
        }
        reason = why;
        throw new Interruption(vm, reason);
    }

    boolean isStopping() {
        return reason != null;
    }

    /** Nothing of the VM is on the stack any more: what was stopped is gone. */
    void settle() {
        left = 0;
        Request asked = (Request) REQUEST.getOpaque(this);
        if (reason != null || asked != null && asked.mayBeCaught) {
            reason = null;
            REQUEST.compareAndSet(this, asked, null);
        }
    }
}
