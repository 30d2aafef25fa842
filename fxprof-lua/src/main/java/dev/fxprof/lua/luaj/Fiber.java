package dev.fxprof.lua.luaj;

import dev.fxprof.api.SpanRecorder;
import dev.fxprof.api.SpanStack;
import dev.fxprof.lua.EntrySpan;
import jdk.internal.vm.Continuation;
import jdk.internal.vm.ContinuationScope;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaThread;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * A coroutine on a continuation of the JDK: it runs on the thread that resumes it, may yield across
 * pcall, metamethods and iterators, and is garbage once nobody refers to it.
 *
 * <p>All VMs share one scope: a yield reaches the innermost continuation, and
 * {@link LuajVm#yield} admits only yields of the VM that runs in it.
 */
final class Fiber extends LuaThread {
    /** As many as C Lua allows; each needs some of the Java stack. */
    private static final int MAX_NESTED = 195;

    private static final String FLAG = "--add-exports java.base/jdk.internal.vm=ALL-UNNAMED";

    private enum Status {
        SUSPENDED, RUNNING, NORMAL, DEAD
    }

    final LuajVm vm;
    final LuaValue function;
    private final EntrySpan entry;
    private final boolean ofHost;
    private Status status = Status.SUSPENDED;
    private Continuation continuation;
    private SpanStack spans;
    private Varargs transfer = NONE;
    private Throwable failure;

    /** A coroutine of a script. */
    Fiber(LuajVm vm, LuaValue function) {
        this(vm, function, null, false);
    }

    private Fiber(LuajVm vm, LuaValue function, EntrySpan entry, boolean ofHost) {
        super(vm.globals, function);
        this.vm = vm;
        this.function = function;
        this.entry = entry;
        this.ofHost = ofHost;
        this.errorfunc = vm.errorHook;
    }

    /** A coroutine that the host resumes; the span its life stands for, or null. */
    static Fiber ofHost(LuajVm vm, LuaValue function, EntrySpan entry) {
        return new Fiber(vm, function, entry, true);
    }

    boolean isOfHost() {
        return ofHost;
    }

    /** Fails in one sentence where the JVM was started without the export. */
    static void requireContinuations() {
        try {
            new ContinuationScope("fxprof-lua probe");
        } catch (IllegalAccessError e) {
            throw new IllegalStateException("Lua coroutines need the JVM option " + FLAG, e);
        }
    }

    @Override
    public String getStatus() {
        return switch (status) {
            case SUSPENDED -> "suspended";
            case RUNNING -> "running";
            case NORMAL -> "normal";
            case DEAD -> "dead";
        };
    }

    @Override
    public boolean isMainThread() {
        return false;
    }

    boolean isDead() {
        return status == Status.DEAD;
    }

    boolean isSuspended() {
        return status == Status.SUSPENDED;
    }

    SpanStack spans() {
        return spans;
    }

    /** As coroutine.resume: true and values, or false and the error. */
    @Override
    public Varargs resume(Varargs args) {
        if (status != Status.SUSPENDED) {
            return varargsOf(FALSE, valueOf(refusal()));
        }
        Varargs result;
        try {
            result = run(args);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            vm.mendTrack();
            return varargsOf(FALSE, Failures.value(e));
        }
        return varargsOf(TRUE, result);
    }

    String refusal() {
        return "cannot resume " + (status == Status.DEAD ? "dead" : "non-suspended") + " coroutine";
    }

    /** Runs until it yields, returns or throws. It must be suspended. */
    Varargs run(Varargs args) {
        Running thread = vm.thread();
        if (thread.depth >= MAX_NESTED) {
            throw new LuaError("C stack overflow");
        }
        LuajVm outerVm = thread.vm;
        Fiber outer = vm.current;
        LuaThread outerThread = vm.globals.running;
        boolean outerHostCall = vm.inHostCall;
        SpanRecorder recorder = vm.recorder;
        Varargs in = Pack.settled(args);
        vm.torn = true;
        Continuation body = resumeSpans(recorder);
        vm.torn = false;
        transfer = in;
        thread.vm = vm;
        thread.depth++;
        if (outer != null) {
            outer.status = Status.NORMAL;
        }
        vm.current = this;
        vm.inHostCall = false;
        vm.globals.running = this;
        status = Status.RUNNING;
        try {
            body.run();
        } finally {
            vm.torn = true;
            vm.globals.running = outerThread;
            vm.inHostCall = outerHostCall;
            vm.current = outer;
            if (outer != null) {
                outer.status = Status.RUNNING;
            }
            thread.depth--;
            thread.vm = outerVm;
            leave(recorder, body.isDone());
            vm.torn = false;
        }
        return result();
    }

    private Continuation resumeSpans(SpanRecorder recorder) {
        if (continuation != null) {
            recorder.resume(spans);
            return continuation;
        }
        SpanStack stack = recorder.newStack();
        Continuation created = new Continuation(Scope.LUA, this::body);
        spans = stack;
        recorder.resume(stack);
        if (entry != null) {
            recorder.begin(entry.site(), entry.cause(), entry.causeTicks(), entry.source());
        }
        continuation = created;
        return created;
    }

    private void leave(SpanRecorder recorder, boolean done) {
        if (done) {
            status = Status.DEAD;
            continuation = null;
            if (failure instanceof StackOverflowError) {
                recorder.suspend(spans);
                recorder.resume(spans);
                vm.leaveFunctions(spans, 0);
            }
            recorder.finish(spans);
        } else {
            status = Status.SUSPENDED;
            recorder.suspend(spans);
        }
    }

    private void body() {
        Varargs args = transfer;
        transfer = NONE;
        try {
            transfer = function.invoke(args);
        } catch (Throwable t) {
            failure = t;
        }
    }

    private Varargs result() {
        Varargs result = transfer;
        transfer = NONE;
        Throwable thrown = failure;
        if (thrown == null) {
            return result;
        }
        if (thrown instanceof RuntimeException e) {
            throw e;
        }
        throw (Error) thrown;
    }

    /** Leaves the continuation until somebody resumes it. It must be the running one. */
    Varargs yield(Varargs args) {
        transfer = Pack.settled(args);
        try {
            Continuation.yield(Scope.LUA);
        } catch (IllegalStateException e) {
            transfer = NONE;
            throw new LuaError("attempt to yield across a host call");
        }
        Varargs in = transfer;
        transfer = NONE;
        return in;
    }

    /** As coroutine.close of Lua 5.4. */
    Varargs close() {
        if (status == Status.RUNNING || status == Status.NORMAL) {
            throw new LuaError("cannot close a " + getStatus() + " coroutine");
        }
        status = Status.DEAD;
        if (continuation != null) {
            continuation = null;
            vm.recorder.resume(spans);
            vm.recorder.finish(spans);
        }
        Throwable thrown = failure;
        failure = null;
        if (thrown instanceof Interruption stop) {
            return varargsOf(FALSE, stop.getMessageObject());
        }
        return thrown == null ? TRUE : varargsOf(FALSE, Failures.value(thrown));
    }

    /** Initialised only after {@link #requireContinuations()} has passed. */
    private static final class Scope {
        static final ContinuationScope LUA = new ContinuationScope("fxprof-lua");

        private Scope() {
        }
    }
}
