package dev.fxprof.lua.luaj;

import dev.fxprof.api.SpanRecorder;
import dev.fxprof.api.SpanStack;
import dev.fxprof.lua.EntrySpan;
import dev.fxprof.lua.HostFunction;
import dev.fxprof.lua.LuaArgs;
import dev.fxprof.lua.LuaCode;
import dev.fxprof.lua.LuaCoroutine;
import dev.fxprof.lua.LuaEnvironment;
import dev.fxprof.lua.LuaFunctionRef;
import dev.fxprof.lua.LuaParcel;
import dev.fxprof.lua.LuaScriptError;
import dev.fxprof.lua.LuaSyntaxException;
import dev.fxprof.lua.LuaVm;
import dev.fxprof.lua.VmSettings;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.luaj.vm2.LuaClosure;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaThread;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;
import org.luaj.vm2.lib.TwoArgFunction;

/** One Lua state on LuaJ. */
final class LuajVm implements LuaVm {
    private static final int NO_DEPTH = -1;

    final VmSettings settings;
    final SpanRecorder recorder;
    final ErrorHook errorHook = new ErrorHook();
    final Addresses addresses = new Addresses();
    final LuaTable[] typeMetatables = new LuaTable[TypeMetatable.TYPES];
    final VmGlobals globals;
    final Compiler compiler;
    final Vectors vectors;
    final Environments environments = new Environments(this);

    /** The innermost coroutine of this VM that runs, or null. */
    Fiber current;

    /** Whether the host has called a function above it: nothing may yield through the host. */
    boolean inHostCall;

    /** Whether a switch of coroutines is half done: after an overflow, that it never ended. */
    boolean torn;

    final Hooks hooks;

    private final Packer packer = new Packer(this);
    private final MathFunctions math;
    private final FileTable files = new FileTable();
    private Thread owner;
    private Running thread;
    private boolean closed;

    /** How many calls and resumes of the host are on the stack. */
    private int entries;

    LuajVm(VmSettings settings) {
        this.settings = settings;
        this.recorder = settings.recorder();
        this.globals = new VmGlobals(this);
        this.compiler = new Compiler(settings);
        this.hooks = new Hooks(this, settings.functions() ? recorder : null);
        globals.running.errorfunc = errorHook;
        this.math = new MathFunctions(this);
        Libraries.install(this, files, math);
        this.vectors = new Vectors(this);
        Vectors.script(this, "/dev/fxprof/lua/extras.lua", "extras.lua").invoke();
        Vectors.script(this, "/dev/fxprof/lua/msgpack.lua", "msgpack.lua").invoke();
        globals.debuglib = hooks;
    }

    @Override
    public String resource() {
        return settings.resource();
    }

    /** The entry of the calling thread. */
    Running thread() {
        Thread caller = Thread.currentThread();
        if (caller != owner) {
            thread = Running.ofThread();
            owner = caller;
        }
        return thread;
    }

    void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the Lua VM of '" + resource() + "' is closed");
        }
    }

    @Override
    public void define(String path, Object value) {
        String[] parts = path.split("\\.");
        LuaTable table = globals;
        for (int i = 0; i < parts.length - 1; i++) {
            LuaValue key = Text.toLua(parts[i]);
            LuaValue next = table.rawget(key);
            if (!next.istable()) {
                next = new LuaTable();
                table.rawset(key, next);
            }
            table = next.checktable();
        }
        String last = parts[parts.length - 1];
        table.rawset(Text.toLua(last), Values.toLua(this, value, last));
    }

    @Override
    public void onMissingGlobal(Function<String, Object> resolver) {
        LuaTable metatable = new LuaTable();
        metatable.rawset(LuaValue.INDEX, new TwoArgFunction() {
            @Override
            public LuaValue call(LuaValue table, LuaValue key) {
                return key.type() == TSTRING ? resolve(resolver, key) : NIL;
            }
        });
        globals.setmetatable(metatable);
    }

    private LuaValue resolve(Function<String, Object> resolver, LuaValue key) {
        String name = Text.toJava(key);
        Object found;
        try {
            found = resolver.apply(name);
        } catch (RuntimeException e) {
            throw Failures.toScript(this, e);
        }
        if (found == null) {
            return LuaValue.NIL;
        }
        LuaValue value = Values.toLua(this, found, name);
        globals.rawset(key, value);
        return value;
    }

    @Override
    public LuaFunctionRef load(String chunkName, byte[] source) throws LuaSyntaxException {
        requireOpen();
        return new FunctionRef(this, closure(compiler.load(chunkName, source), globals));
    }

    /** A chunk in an environment; hooks need the closure itself to know the true globals. */
    LuaClosure closure(Proto main, LuaValue environment) {
        LuaClosure closure = new LuaClosure(main, globals);
        if (environment != globals && closure.upValues.length > 0) {
            closure.upValues[0].setValue(environment);
        }
        return closure;
    }

    @Override
    public LuaCoroutine newCoroutine(LuaFunctionRef function, EntrySpan entry) {
        requireOpen();
        return new HostCoroutine(this, Fiber.ofHost(this, functionOf(function), entry));
    }

    LuaValue functionOf(LuaFunctionRef ref) {
        if (ref instanceof FunctionRef own && own.vm() == this) {
            return own.function;
        }
        throw new IllegalArgumentException("not a function of the VM of '" + resource() + "'");
    }

    Varargs values(LuaArgs args) {
        if (args instanceof Pack pack && pack.vm == this) {
            return pack.values;
        }
        throw new IllegalArgumentException("not values of the VM of '" + resource() + "'");
    }

    @Override
    public LuaArgs call(LuaFunctionRef function, LuaArgs args) {
        requireOpen();
        LuaValue body = functionOf(function);
        Varargs values = values(args);
        Running running = thread();
        LuajVm outerVm = running.vm;
        boolean outerHostCall = inHostCall;
        long mark = recorder.regionMark();
        int depth = spanDepth();
        running.vm = this;
        inHostCall = true;
        enter();
        try {
            return Pack.of(this, body.invoke(values));
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            unwind(mark, depth, e);
            throw Failures.toHost(this, body, e);
        } finally {
            leave();
            inHostCall = outerHostCall;
            running.vm = outerVm;
        }
    }

    void enter() {
        entries++;
    }

    void leave() {
        entries--;
        if (entries == 0) {
            hooks.settle();
        }
    }

    @Override
    public void interrupt(Supplier<String> reason) {
        hooks.interrupt(Objects.requireNonNull(reason));
    }

    @Override
    public void cancel(Supplier<String> reason) {
        hooks.cancel(Objects.requireNonNull(reason));
    }

    @Override
    public LuaArgs suspend(LuaArgs values, HostFunction then) {
        LuaArgs resumed;
        try {
            resumed = Pack.of(this, this.yield(values(values)));
        } catch (LuaError e) {
            throw new LuaScriptError(String.valueOf(e.getMessage()));
        }
        return then.call(resumed);
    }

    Varargs yield(Varargs args) {
        if (current == null) {
            throw new LuaError("attempt to yield from outside a coroutine");
        }
        if (inHostCall) {
            throw new LuaError("attempt to yield across a host call");
        }
        return current.yield(args);
    }

    boolean isYieldable() {
        return current != null && !inHostCall;
    }

    LuaThread running() {
        return globals.running;
    }

    @Override
    public boolean inCoroutine() {
        return current != null;
    }

    @Override
    public boolean inHostCoroutine() {
        return isYieldable() && current.isOfHost();
    }

    /** Open spans of the running coroutine, to be given to {@link #unwind}. */
    int spanDepth() {
        return current == null || !settings.functions() ? NO_DEPTH : current.spans().depth();
    }

    /**
     * Closes what an error has jumped over. Functions leave by themselves, except those that an
     * overflow left without the stack to do so.
     */
    void unwind(long mark, int depth, Throwable thrown) {
        mendTrack();
        recorder.unwindRegions(mark);
        if (depth == NO_DEPTH || !(thrown instanceof StackOverflowError)) {
            return;
        }
        leaveFunctions(current.spans(), depth);
    }

    /**
     * Takes off the track the stack of a coroutine that an overflow within a switch left above the
     * running one. To be called before the script goes on, or what it closes would be the wrong
     * coroutine's.
     */
    void mendTrack() {
        if (torn && current != null) {
            recorder.suspend(current.spans());
            recorder.resume(current.spans());
            torn = false;
        }
    }

    /** Leaves the functions that an overflow left open above a depth of the running stack. */
    void leaveFunctions(SpanStack stack, int depth) {
        int open = stack.depth();
        int before = Integer.MAX_VALUE;
        while (open > depth && open < before) {
            recorder.leaveFunction();
            before = open;
            open = stack.depth();
        }
    }

    /** The text that tostring gives. */
    String describe(LuaValue value) {
        return Text.toJava(addresses.tostring(value));
    }

    @Override
    public LuaArgs args(Object... values) {
        LuaValue[] converted = new LuaValue[values.length];
        for (int i = 0; i < values.length; i++) {
            converted[i] = Values.toLua(this, values[i], "?");
        }
        return new Pack(this, LuaValue.varargsOf(converted));
    }

    @Override
    public LuaArgs copy(LuaArgs foreign, Function<LuaFunctionRef, HostFunction> functions) {
        if (!(foreign instanceof Pack pack)) {
            throw new IllegalArgumentException("not values of a VM of this engine");
        }
        return new Copier(pack.vm, this, functions).copy(pack);
    }

    @Override
    public LuaArgs join(LuaArgs first, LuaArgs second) {
        Varargs head = values(first);
        LuaValue[] values = new LuaValue[head.narg()];
        for (int i = 0; i < values.length; i++) {
            values[i] = head.arg(i + 1);
        }
        return new Pack(this, LuaValue.varargsOf(values, values(second)));
    }

    @Override
    public LuaParcel pack(LuaArgs values, String what, int mostBytes) {
        return packer.pack(values(values), what, mostBytes);
    }

    @Override
    public LuaArgs unpack(LuaParcel parcel) {
        return new Pack(this, new Unpacker(this, parcel, globals).unpack());
    }

    @Override
    public LuaCode pack(LuaFunctionRef function, int mostBytes) {
        return packer.pack((LuaFunction) functionOf(function), mostBytes);
    }

    @Override
    public LuaFunctionRef unpack(LuaCode code, LuaEnvironment environment) {
        LuaTable table = environments.globals(environment);
        return new FunctionRef(this, new Unpacker(this, code.function(), table).unpackFunction());
    }

    @Override
    public LuaEnvironment newEnvironment() {
        return environments.make();
    }

    @Override
    public void onTransfer(LuaFunctionRef make) {
        environments.onTransfer(make);
    }

    /** LuaJ keeps no call stack. */
    @Override
    public Supplier<String> callers() {
        return () -> "";
    }

    @Override
    public void seed(long seed) {
        math.seed(seed);
    }

    @Override
    public void close() {
        closed = true;
        files.closeAll();
    }
}
