package dev.fxprof.lua.lua54;

import dev.fxprof.lua.LuaScriptError;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Compiled functions of one VM on their way out and in. */
final class Dumps {
    private static final long BINARY_ONLY = Native.text("b");
    private static final long NAME = Native.text("=async");
    private static final int MOST = 1000;

    private final Lua54Vm vm;
    /** By what is known of the function: another one at the same address has another. */
    private final Map<FunctionInfo, Dumped> known = new IdentityHashMap<>();
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    Dumps(Lua54Vm vm) {
        this.vm = vm;
    }

    /** The function of a script at an index. */
    Dumped dump(long state, int index) {
        long prototype = Layout.prototype(Stack.topointer(state, index));
        FunctionInfo info = vm.chunks.prototypes().get(prototype);
        Dumped before = known.get(info);
        if (before != null) {
            return before;
        }
        written.reset();
        Stack.pushvalue(state, index);
        Api.dump(state, Upcalls.WRITER, vm.number(), 0);
        Stack.settop(state, -2);
        List<FunctionInfo> functions = new ArrayList<>();
        Set<String> globals = new LinkedHashSet<>();
        collect(prototype, functions, globals);
        Dumped dumped = new Dumped(written.toByteArray(), List.copyOf(functions),
                List.copyOf(globals));
        if (known.size() >= MOST) {
            known.clear();
        }
        known.put(info, dumped);
        return dumped;
    }

    private void collect(long prototype, List<FunctionInfo> functions, Set<String> globals) {
        Layout.globals(prototype, globals);
        functions.add(vm.chunks.prototypes().get(prototype));
        for (int i = 0, n = Layout.children(prototype); i < n; i++) {
            collect(Layout.child(prototype, i), functions, globals);
        }
    }

    /** Takes a piece of what is being dumped. */
    void write(long address, long size) {
        written.writeBytes(Native.readBytes(address, size));
    }

    /** Pushes the function, its upvalues nil. */
    void load(long state, Dumped dumped) {
        Converter.room(state, 0);
        long text = vm.scratch.text(dumped.code);
        if (Api.loadbuffer(state, text, dumped.code.length, NAME, BINARY_ONLY) != Api.OK) {
            String message = Converter.text(state, -1);
            Stack.settop(state, -2);
            throw new LuaScriptError(message);
        }
        // Lua takes the first upvalue for the globals.
        Stack.pushnil(state);
        if (Stack.setupvalue(state, -2, 1) == 0) {
            Stack.settop(state, -2);
        }
        learn(Layout.prototype(Stack.topointer(state, -1)), dumped.functions, 0);
    }

    private int learn(long prototype, List<FunctionInfo> functions, int first) {
        int next = first;
        vm.chunks.prototypes().put(prototype, functions.get(next++));
        for (int i = 0, n = Layout.children(prototype); i < n; i++) {
            next = learn(Layout.child(prototype, i), functions, next);
        }
        return next;
    }
}
