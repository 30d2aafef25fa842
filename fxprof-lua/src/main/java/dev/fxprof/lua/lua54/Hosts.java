package dev.fxprof.lua.lua54;

import dev.fxprof.lua.HostFunction;
import dev.fxprof.lua.LuaArgs;
import dev.fxprof.lua.LuaScriptError;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * The functions in Java that scripts of one VM can call, by number. What a call returns begins with a
 * status: done, failed, or waiting until its coroutine is resumed.
 */
final class Hosts {
    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int WAITING = 2;

    /** Where the script is on the stack: the function of Java, the one around it, the script. */
    private static final int LEVEL_OF_SCRIPT = 2;

    private final Lua54Vm vm;
    private final Map<Integer, HostFunction> functions = new HashMap<>();
    /** By coroutine, which waits in one call at most. */
    private final Map<Long, HostFunction> waiting = new HashMap<>();
    private Reference factory;
    private int nextFunction;

    Hosts(Lua54Vm vm) {
        this.vm = vm;
    }

    /** Takes the function of Lua that makes one for a number and a name. */
    void factory(Reference made) {
        factory = made;
    }

    void push(long state, HostFunction function, String name) {
        int id = nextFunction++;
        functions.put(id, function);
        Converter.room(state, 0);
        vm.references.push(state, factory);
        Stack.pushinteger(state, id);
        push(state, name);
        // It only makes tables and a closure, and cannot fail.
        Api.pcall(state, 2, 1, 0, 0, 0);
    }

    private void push(long state, String text) {
        vm.converter.push(state, text.getBytes(StandardCharsets.UTF_8));
    }

    void release(int id) {
        functions.remove(id);
    }

    /** Runs what the first value of a stack names with the others; leaves status and results. */
    int call(long state) {
        return run(state, functions.get((int) Stack.tointeger(state, 1, 0)));
    }

    /** Goes on with a call whose coroutine has been resumed. */
    int again(long state) {
        return run(state, waiting.remove(state));
    }

    private int run(long state, HostFunction function) {
        boolean mayFail = vm.memory.mayFail(false);
        try {
            vm.tracks.backTo(state);
            LuaArgs result = function.call(new Values(vm, vm.converter.take(state, 1)));
            return respond(state, result == null ? new Values(vm) : vm.own(result));
        } catch (Throwable e) {
            return fail(state, e);
        } finally {
            vm.interrupts.goOn(state);
            vm.memory.mayFail(mayFail);
        }
    }

    private int respond(long state, Values result) {
        Converter.room(state, result.values.length);
        if (result.then == null) {
            Stack.pushinteger(state, DONE);
        } else {
            waiting.put(state, result.then);
            Stack.pushinteger(state, WAITING);
        }
        for (Object value : result.values) {
            vm.converter.push(state, value, "?");
        }
        return 1 + result.values.length;
    }

    private int fail(long state, Throwable thrown) {
        Stack.settop(state, 0);
        Stack.pushinteger(state, FAILED);
        if (thrown instanceof LuaScriptError && thrown.getCause() instanceof Crossing crossing) {
            // A host may hand on later what stopped an entry that is over.
            if (crossing.origin == vm && (!crossing.isStop || vm.interrupts.isStopping())) {
                vm.converter.push(state, crossing.value, "?");
            } else {
                push(state, message(thrown));
            }
            return 2;
        }
        Api.where(state, LEVEL_OF_SCRIPT);
        String where = Converter.text(state, -1);
        Stack.settop(state, 1);
        push(state, where + message(thrown));
        return 2;
    }

    private static String message(Throwable thrown) {
        if (thrown instanceof StackOverflowError) {
            return "stack overflow";
        }
        if (thrown instanceof OutOfMemoryError) {
            return "not enough memory";
        }
        return thrown.getMessage() == null ? thrown.toString() : thrown.getMessage();
    }
}
