package dev.fxprof.lua.lua54;

import dev.fxprof.api.SpanRecorder;
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
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;

/** One Lua state. */
final class Lua54Vm implements LuaVm {
    final VmSettings settings;
    final SpanRecorder recorder;
    final Scratch scratch = new Scratch();
    final References references = new References(this);
    final Converter converter = new Converter(this);
    final Hosts hosts = new Hosts(this);
    final Vectors vectors = new Vectors(this);
    final Chunks chunks;
    final CallHook calls;
    final Interrupts interrupts;
    final Tracks tracks;
    final MemoryLimit memory;
    final Environments environments = new Environments(this);
    final Dumps dumps = new Dumps(this);

    private final Packer packer = new Packer(this);

    private final long main = Api.newstate();
    private final int number;
    final Runtime runtime;
    private boolean closed;
    /** Whether the memory is gone: a VM that is closed by its own script runs on to the end of that. */
    private boolean freed;

    /** How many calls and resumes of the host are on the stack. */
    private int entries;

    Lua54Vm(VmSettings settings) {
        this.settings = settings;
        recorder = settings.recorder();
        chunks = new Chunks(settings);
        calls = new CallHook(recorder, chunks.prototypes());
        interrupts = new Interrupts(settings, chunks.prototypes());
        tracks = new Tracks(recorder, calls, interrupts);
        number = Upcalls.add(this);
        Layout.tag(main, number);
        memory = new MemoryLimit(this, main, number);
        runtime = new Runtime(this, main);
        runtime.install();
        interrupts.hook(main);
    }

    @Override
    public String resource() {
        return settings.resource();
    }

    /** The state on which Java works: the innermost that runs. */
    long current() {
        if (freed) {
            throw closedAlready();
        }
        long running = interrupts.running();
        return running == 0 ? main : running;
    }

    int number() {
        return number;
    }

    void requireOpen() {
        if (closed) {
            throw closedAlready();
        }
    }

    boolean isFreed() {
        return freed;
    }

    private IllegalStateException closedAlready() {
        return new IllegalStateException("the Lua VM of '" + resource() + "' is closed");
    }

    @Override
    public void define(String path, Object value) {
        long state = current();
        int top = Stack.gettop(state);
        String[] parts = path.split("\\.");
        Stack.rawgeti(state, Stack.REGISTRY, Stack.GLOBALS);
        for (int i = 0; i < parts.length - 1; i++) {
            descend(state, parts[i]);
        }
        String last = parts[parts.length - 1];
        converter.push(state, last, last);
        converter.push(state, value, last);
        Api.rawset(state, -3);
        Stack.settop(state, top);
    }

    /** Replaces the table on top by one of its fields, which is made if it is no table. */
    private void descend(long state, String field) {
        converter.push(state, field, field);
        Stack.rawget(state, -2);
        if (Stack.type(state, -1) == Stack.TABLE) {
            return;
        }
        Stack.settop(state, -2);
        converter.push(state, field, field);
        Api.createtable(state, 0, 0);
        Stack.pushvalue(state, -1);
        Stack.rotate(state, -3, 1);
        Api.rawset(state, -4);
    }

    @Override
    public void onMissingGlobal(Function<String, Object> resolver) {
        HostFunction find = args -> {
            String name = args.string(1);
            Object found = resolver.apply(name);
            long state = current();
            converter.push(state, found, name);
            Object value = converter.read(state, -1);
            Stack.settop(state, -2);
            return new Values(this, value);
        };
        runtime.onMissingGlobal(find);
    }

    @Override
    public LuaFunctionRef load(String chunkName, byte[] source) throws LuaSyntaxException {
        requireOpen();
        long state = current();
        Converter.room(state, 0);
        chunks.load(state, chunkName, source);
        return new FunctionRef(references.pop(state));
    }

    @Override
    public LuaCoroutine newCoroutine(LuaFunctionRef function, EntrySpan entry) {
        requireOpen();
        return new Lua54Coroutine(this, functionOf(function), entry);
    }

    Reference functionOf(LuaFunctionRef ref) {
        if (ref instanceof FunctionRef own && own.vm() == this) {
            return own.reference;
        }
        throw new IllegalArgumentException("not a function of the VM of '" + resource() + "'");
    }

    Values own(LuaArgs args) {
        if (args instanceof Values values && values.vm == this) {
            return values;
        }
        throw new IllegalArgumentException("not values of the VM of '" + resource() + "'");
    }

    FunctionInfo functionInfo(Reference function) {
        long state = current();
        references.push(state, function);
        boolean isLua = Stack.iscfunction(state, -1) == 0;
        Stack.settop(state, -2);
        FunctionInfo info = isLua
                ? chunks.prototypes().get(Layout.prototype(function.address))
                : null;
        return info != null ? info : new FunctionInfo(runtime.name(function), "", 0, 0, 0);
    }

    @Override
    public LuaArgs call(LuaFunctionRef function, LuaArgs args) {
        requireOpen();
        return call(functionOf(function), own(args).values);
    }

    Values call(Reference function, Object... args) {
        long state = current();
        long outer = interrupts.running();
        int top = Stack.gettop(state);
        long mark = recorder.regionMark();
        Converter.room(state, args.length);
        references.push(state, function);
        for (Object arg : args) {
            converter.push(state, arg, "?");
        }
        enter();
        try {
            interrupts.run(state);
            boolean mayFail = memory.mayFail(true);
            int status = Api.pcall(state, args.length, Api.MULTRET, 0, 0, 0);
            memory.mayFail(mayFail);
            tracks.backTo(state);
            if (status == Api.OK && !interrupts.isStopping()) {
                return new Values(this, converter.take(state, top));
            }
            calls.closeAbove(callOf(state));
            recorder.unwindRegions(mark);
            LuaScriptError error = failure(state);
            Stack.settop(state, top);
            throw error;
        } finally {
            interrupts.run(outer);
            leave();
        }
    }

    /** The call that a state is in, or 0. */
    private long callOf(long state) {
        return Stack.getstack(state, 0, scratch.debug()) == 0 ? 0 : Layout.call(scratch.debug());
    }

    void enter() {
        entries++;
    }

    void leave() {
        entries--;
        if (entries == 0) {
            interrupts.settle(main);
            freeIfClosed();
        }
    }

    private void freeIfClosed() {
        if (closed && !freed && entries == 0) {
            freed = true;
            Api.close(main);
            Upcalls.remove(number);
            scratch.close();
        }
    }

    /** What the host is told of the error value on top of a stack. */
    LuaScriptError failure(long state) {
        Object value = Stack.gettop(state) == 0 ? null : converter.read(state, -1);
        boolean isStop = interrupts.isStopping();
        String text = isStop
                ? interrupts.message()
                : interrupts.explain(memory.explain(describe(value)));
        if (!isStop && interrupts.isStopping()) {
            // What has stopped __tostring of it.
            isStop = true;
            text = interrupts.message();
        }
        LuaScriptError error = new LuaScriptError(text, runtime.traceback(state, text));
        error.initCause(new Crossing(this, value, isStop));
        return error;
    }

    /** The text that tostring gives. */
    String describe(Object value) {
        return value instanceof byte[] bytes
                ? new String(bytes, StandardCharsets.UTF_8)
                : runtime.describe(value);
    }

    /** The number that a string stands for, or null. */
    Number parse(byte[] text) {
        long state = current();
        Converter.room(state, 0);
        converter.push(state, text);
        double number = Stack.tonumber(state, -1, 0);
        boolean isNumber = Stack.isnumber(state, -1) != 0;
        Stack.settop(state, -2);
        return isNumber ? number : null;
    }

    @Override
    public void interrupt(Supplier<String> reason) {
        interrupts.request(Objects.requireNonNull(reason));
    }

    @Override
    public void cancel(Supplier<String> reason) {
        interrupts.cancel(Objects.requireNonNull(reason));
    }

    @Override
    public LuaArgs suspend(LuaArgs values, HostFunction then) {
        Objects.requireNonNull(then);
        if (!inCoroutine()) {
            throw new LuaScriptError("attempt to yield from outside a coroutine");
        }
        if (Stack.isyieldable(current()) == 0) {
            throw new LuaScriptError("attempt to yield across a C-call boundary");
        }
        return new Values(this, then, own(values).values);
    }

    @Override
    public boolean inCoroutine() {
        return current() != main;
    }

    @Override
    public boolean inHostCoroutine() {
        return Stack.isyieldable(current()) != 0 && tracks.isOfHost(current());
    }

    @Override
    public LuaArgs args(Object... values) {
        long state = current();
        int top = Stack.gettop(state);
        Converter.room(state, values.length);
        try {
            for (Object value : values) {
                converter.push(state, value, "?");
            }
            return new Values(this, converter.take(state, top));
        } finally {
            Stack.settop(state, top);
        }
    }

    @Override
    public LuaArgs copy(LuaArgs foreign, Function<LuaFunctionRef, HostFunction> functions) {
        if (!(foreign instanceof Values values)) {
            throw new IllegalArgumentException("not values of a VM of this engine");
        }
        return new Copier(values.vm, this, functions).copy(values);
    }

    @Override
    public LuaArgs join(LuaArgs first, LuaArgs second) {
        Object[] head = own(first).values;
        Object[] tail = own(second).values;
        Object[] both = Arrays.copyOf(head, head.length + tail.length);
        System.arraycopy(tail, 0, both, head.length, tail.length);
        return new Values(this, both);
    }

    @Override
    public LuaParcel pack(LuaArgs values, String what, int mostBytes) {
        return packer.pack(own(values), what, mostBytes);
    }

    @Override
    public LuaArgs unpack(LuaParcel parcel) {
        return parcel.count() == 0 ? new Values(this) : Unpacker.unpack(this, parcel);
    }

    @Override
    public LuaCode pack(LuaFunctionRef function, int mostBytes) {
        functionOf(function);
        return packer.pack((FunctionRef) function, mostBytes);
    }

    @Override
    public LuaFunctionRef unpack(LuaCode code, LuaEnvironment environment) {
        return Unpacker.unpack(this, code.function(), environment).function(1);
    }

    @Override
    public LuaEnvironment newEnvironment() {
        return environments.make();
    }

    @Override
    public void onTransfer(LuaFunctionRef make) {
        environments.onTransfer(functionOf(make));
    }

    @Override
    public Supplier<String> callers() {
        return Callers.of(this);
    }

    @Override
    public void seed(long seed) {
        runtime.seed(seed);
    }

    @Override
    public void close() {
        closed = true;
        freeIfClosed();
    }
}
