package dev.fxprof.lua.lua54;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What Lua calls in Java, one function of C each for all VMs: a number that a state and its
 * coroutines carry tells which VM it is.
 *
 * <p>Nothing may be thrown out of here: the JVM would end.
 */
final class Upcalls {
    /** lua_Hook: every call and return. */
    static final long HOOK;
    /** lua_Hook: before an instruction that may have to be the last. */
    static final long ASK;
    /** lua_Writer: what a function is dumped to; its context is the VM's number. */
    static final long WRITER;
    /** lua_CFunction, by the name under which runtime54.lua knows it. */
    static final Map<String, Long> FUNCTIONS = new LinkedHashMap<>();

    private static final CopyOnWriteArrayList<Lua54Vm> VMS = new CopyOnWriteArrayList<>();

    static {
        FunctionDescriptor hook = FunctionDescriptor.ofVoid(JAVA_LONG, JAVA_LONG);
        HOOK = Native.upcall(find("hook", void.class, long.class, long.class), hook);
        ASK = Native.upcall(find("ask", void.class, long.class, long.class), hook);
        WRITER = Native.upcall(find("write", int.class, long.class, long.class, long.class,
                long.class),
                FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG,
                        JAVA_LONG));
        for (String name : new String[]{"call", "again", "track", "enter", "leave", "closing",
                "shut", "mark",
                "unwind", "release"}) {
            FUNCTIONS.put(name, Native.upcall(find(name, int.class, long.class),
                    FunctionDescriptor.of(JAVA_INT, JAVA_LONG)));
        }
    }

    private Upcalls() {
    }

    static MethodHandle find(String name, Class<?> result, Class<?>... parameters) {
        try {
            return MethodHandles.lookup().findStatic(Upcalls.class, name,
                    MethodType.methodType(result, parameters));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** A number for a new VM. */
    static synchronized int add(Lua54Vm vm) {
        int free = VMS.indexOf(null);
        if (free >= 0) {
            VMS.set(free, vm);
            return free;
        }
        VMS.add(vm);
        return VMS.size() - 1;
    }

    static synchronized void remove(int number) {
        VMS.set(number, null);
    }

    private static Lua54Vm vm(long state) {
        return VMS.get((int) Layout.tag(state));
    }

    /** Nobody can catch it; the default handler prints it. */
    private static void report(Throwable thrown) {
        Thread thread = Thread.currentThread();
        thread.getUncaughtExceptionHandler().uncaughtException(thread, thrown);
    }

    private static void hook(long state, long debug) {
        try {
            called(vm(state), state, debug);
        } catch (Throwable e) {
            report(e);
        }
    }

    /** Another state than the running one is the engine's own business. */
    private static void called(Lua54Vm vm, long state, long debug) {
        if (state == vm.interrupts.running()) {
            vm.calls.event(Layout.event(debug), Layout.call(debug));
        }
    }

    private static void ask(long state, long debug) {
        try {
            Lua54Vm vm = vm(state);
            if (Layout.event(debug) == Layout.HOOK_COUNT) {
                vm.interrupts.decide(state, debug);
            } else {
                called(vm, state, debug);
            }
        } catch (Throwable e) {
            report(e);
        }
    }

    private static long allocate(long number, long block, long oldSize, long newSize) {
        return VMS.get((int) number).memory.allocate(block, oldSize, newSize);
    }

    private static int write(long state, long piece, long size, long number) {
        try {
            VMS.get((int) number).dumps.write(piece, size);
            return 0;
        } catch (Throwable e) {
            report(e);
            return 1;
        }
    }

    private static int call(long state) {
        return vm(state).hosts.call(state);
    }

    private static int again(long state) {
        return vm(state).hosts.again(state);
    }

    private interface Action {
        int run(Lua54Vm vm, int id);
    }

    private static int run(long state, Action action) {
        try {
            return action.run(vm(state), (int) Stack.tointeger(state, 1, 0));
        } catch (Throwable e) {
            report(e);
            return 0;
        }
    }

    private static int track(long state) {
        return run(state, (vm, id) -> {
            long coroutine = Stack.tothread(state, 1);
            Stack.pushinteger(state, coroutine == 0 ? -1 : vm.tracks.add(coroutine));
            return 1;
        });
    }

    private static int enter(long state) {
        return run(state, (vm, id) -> {
            vm.tracks.enter(id, state);
            return 0;
        });
    }

    private static int leave(long state) {
        return run(state, (vm, id) -> {
            vm.tracks.leave(id);
            return 0;
        });
    }

    private static int closing(long state) {
        return run(state, (vm, id) -> {
            vm.tracks.closing(id, state);
            return 0;
        });
    }

    private static int shut(long state) {
        return run(state, (vm, id) -> {
            vm.tracks.shut(id);
            return 0;
        });
    }

    private static int mark(long state) {
        return run(state, (vm, id) -> {
            Stack.pushinteger(state, vm.recorder.regionMark());
            return 1;
        });
    }

    private static int unwind(long state) {
        return run(state, (vm, id) -> {
            vm.tracks.backTo(state);
            vm.recorder.unwindRegions(Stack.tointeger(state, 1, 0));
            return 0;
        });
    }

    private static int release(long state) {
        return run(state, (vm, id) -> {
            if (Stack.tointeger(state, 2, 0) == 0) {
                vm.hosts.release(id);
            } else {
                vm.tracks.release(id);
            }
            return 0;
        });
    }
}
