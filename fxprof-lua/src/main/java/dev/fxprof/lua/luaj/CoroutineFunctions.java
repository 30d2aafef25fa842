package dev.fxprof.lua.luaj;

import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaThread;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;
import org.luaj.vm2.lib.VarArgFunction;

/** The coroutine library. */
final class CoroutineFunctions {
    private final LuajVm vm;

    CoroutineFunctions(LuajVm vm) {
        this.vm = vm;
    }

    void install() {
        LuaTable t = new LuaTable();
        vm.globals.rawset("coroutine", t);
        Builtin.define(t, "create", args -> new Fiber(vm, args.checkfunction(1)));
        Builtin.define(t, "resume", args -> fiber(args).resume(args.subargs(2)));
        Builtin.define(t, "yield", vm::yield);
        Builtin.define(t, "status", this::status);
        Builtin.define(t, "wrap", args -> new Wrapped(new Fiber(vm, args.checkfunction(1))));
        Builtin.define(t, "running", args -> LuaValue.varargsOf(vm.running(),
                LuaValue.valueOf(vm.running().isMainThread())));
        Builtin.define(t, "isyieldable", args -> LuaValue.valueOf(vm.isYieldable()));
        Builtin.define(t, "close", args -> fiber(args).close());
    }

    private static Fiber fiber(Varargs args) {
        if (args.arg1() instanceof Fiber fiber) {
            return fiber;
        }
        if (args.isthread(1)) {
            throw new LuaError("not possible for the main thread");
        }
        throw new LuaError("bad argument #1 (coroutine expected, got " + args.arg1().typename()
                + ")");
    }

    private Varargs status(Varargs args) {
        LuaThread thread = args.checkthread(1);
        boolean hasResumed = thread.isMainThread() && vm.running() != thread;
        return LuaValue.valueOf(hasResumed ? "normal" : thread.getStatus());
    }

    /** What coroutine.wrap returns. */
    private static final class Wrapped extends VarArgFunction {
        private final Fiber fiber;

        Wrapped(Fiber fiber) {
            this.fiber = fiber;
        }

        @Override
        public Varargs invoke(Varargs args) {
            if (!fiber.isSuspended()) {
                throw new ScriptError(Text.toLua(fiber.refusal()), 1, null);
            }
            try {
                return fiber.run(args);
            } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
                fiber.vm.mendTrack();
                // As Lua 5.4 does: a text gets the position of the caller in front of its own.
                throw new ScriptError(Failures.value(e), 1, e);
            }
        }
    }
}
