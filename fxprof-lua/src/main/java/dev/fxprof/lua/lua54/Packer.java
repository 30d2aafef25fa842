package dev.fxprof.lua.lua54;

import dev.fxprof.lua.LuaCode;
import dev.fxprof.lua.LuaParcel;
import dev.fxprof.lua.LuaScriptError;
import dev.fxprof.lua.common.ParcelWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Copies values and functions of a VM into parcels. Runs no script, so that nothing changes meanwhile. */
final class Packer {
    private static final byte[] KIND = "__transfer".getBytes(StandardCharsets.UTF_8);
    private static final byte[] ID = "id".getBytes(StandardCharsets.UTF_8);
    private static final String SYSTEM = "citizen:/";
    private static final int GLOBAL = -1;

    /** Where the packer is: an argument, the index of a key on the stack, or an upvalue's name. */
    private record Step(Step outer, int argument, int key, String upvalue) {}

    private final Lua54Vm vm;
    private final ParcelWriter out = new ParcelWriter();
    private final Map<Long, Integer> known = new HashMap<>();
    private final Map<Long, Integer> variables = new HashMap<>();
    /** The functions in the parcel. */
    private final List<Dumped> dumped = new ArrayList<>();
    private final Set<String> named = new HashSet<>();
    /** Where they find their globals, or null for those of the VM. */
    private Reference scope;
    private long state;
    private String what;
    private boolean functions;
    private int depth;

    Packer(Lua54Vm vm) {
        this.vm = vm;
    }

    private void begin(String name, int mostBytes, boolean mayHoldFunctions) {
        state = vm.current();
        what = name;
        functions = mayHoldFunctions;
        depth = 0;
        scope = null;
        out.begin(name, mostBytes);
    }

    private void forget(int top) {
        Stack.settop(state, top);
        if (!known.isEmpty()) {
            known.clear();
        }
        if (!variables.isEmpty()) {
            variables.clear();
        }
        if (!dumped.isEmpty()) {
            dumped.clear();
            named.clear();
        }
    }

    LuaParcel pack(Values values, String name, int mostBytes) {
        int count = values.values.length;
        if (count == 0) {
            return LuaParcel.EMPTY;
        }
        begin(name, mostBytes, false);
        int top = Stack.gettop(state);
        try {
            for (int i = 0; i < count; i++) {
                value(values.values[i], i + 1);
            }
            return out.end(count);
        } finally {
            forget(top);
        }
    }

    private void value(Object value, int argument) {
        switch (value) {
            case null -> out.tag(ParcelWriter.NIL);
            case Boolean b -> out.tag(b ? ParcelWriter.TRUE : ParcelWriter.FALSE);
            case Long n -> out.integer(n);
            case Double d -> out.real(d);
            case byte[] bytes -> string(bytes);
            case Reference reference -> {
                Converter.room(state, 0);
                vm.references.push(state, reference);
                value(Stack.gettop(state), new Step(null, argument, 0, null));
                Stack.settop(state, -2);
            }
            default -> throw new IllegalStateException(value.getClass().getName());
        }
    }

    LuaCode pack(FunctionRef function, int mostBytes) {
        begin("upvalue", mostBytes, true);
        int top = Stack.gettop(state);
        try {
            Converter.room(state, 0);
            vm.references.push(state, function.reference);
            function(Stack.gettop(state), null);
            globals();
            return new LuaCode(function.name(), function.file(), function.line(), out.end(1));
        } finally {
            forget(top);
        }
    }

    /** The global functions that the packed ones name, which may name others. */
    private void globals() {
        Converter.room(state, 0);
        for (int i = 0; i < dumped.size(); i++) {
            for (String name : dumped.get(i).globals) {
                if (named.add(name)) {
                    global(name);
                }
            }
        }
        out.tag(ParcelWriter.END);
    }

    private void global(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        if (scope == null) {
            Stack.rawgeti(state, Stack.REGISTRY, Stack.GLOBALS);
        } else {
            vm.references.push(state, scope);
        }
        vm.converter.push(state, bytes);
        if (Stack.rawget(state, -2) == Stack.FUNCTION && isOfScript(Stack.gettop(state))) {
            string(bytes);
            function(Stack.gettop(state), new Step(null, GLOBAL, 0, name));
        }
        Stack.settop(state, -3);
    }

    private boolean isOfScript(int index) {
        FunctionInfo info = Stack.iscfunction(state, index) != 0
                ? null
                : vm.chunks.prototypes().get(Layout.prototype(Stack.topointer(state, index)));
        return info != null && !info.file().contains(SYSTEM);
    }

    private void string(byte[] bytes) {
        out.tag(ParcelWriter.STRING);
        out.bytes(bytes, 0, bytes.length);
    }

    private void value(int index, Step step) {
        int type = Stack.type(state, index);
        switch (type) {
            case Stack.NIL -> out.tag(ParcelWriter.NIL);
            case Stack.BOOLEAN -> out.tag(Stack.toboolean(state, index) != 0
                    ? ParcelWriter.TRUE
                    : ParcelWriter.FALSE);
            case Stack.NUMBER -> number(index);
            case Stack.STRING -> string(Converter.bytes(state, index));
            case Stack.TABLE -> table(index, step);
            case Stack.FUNCTION -> function(index, step);
            default -> throw refuse(step, Values.typeName(type));
        }
    }

    private void number(int index) {
        if (Stack.isinteger(state, index) != 0) {
            out.integer(Stack.tointeger(state, index, 0));
        } else {
            out.real(Stack.tonumber(state, index, 0));
        }
    }

    private boolean again(long address) {
        Integer before = known.get(address);
        if (before == null) {
            return false;
        }
        out.tag(ParcelWriter.AGAIN);
        out.number(before);
        return true;
    }

    private void table(int index, Step step) {
        long address = Stack.topointer(state, index);
        if (again(address)) {
            return;
        }
        Converter.room(state, 0);
        if (Stack.getmetatable(state, index) != 0) {
            boolean done = special(index, step);
            Stack.settop(state, -2);
            if (done) {
                return;
            }
        }
        if (vm.environments.isGlobals(state, index)) {
            globals(step);
            return;
        }
        if (functions && named(index)) {
            return;
        }
        if (++depth > Converter.MOST_LEVELS) {
            throw new LuaScriptError(what + ": tables nested deeper than " + Converter.MOST_LEVELS
                    + " levels");
        }
        known.put(address, known.size());
        content(index, step);
        depth--;
    }

    private void globals(Step step) {
        if (!functions) {
            throw refuse(step, "the table of globals");
        }
        out.tag(ParcelWriter.GLOBALS);
    }

    /** What its metatable, which is on top, makes of a table. */
    private boolean special(int index, Step step) {
        if (vm.environments.isMetatable(Stack.topointer(state, -1))) {
            globals(step);
            scope = vm.references.take(state, index);
            return true;
        }
        int kind = vm.vectors.kind(state, index);
        if (kind > 0) {
            out.tag(ParcelWriter.VECTOR);
            out.tag(kind);
            for (float part : vm.vectors.parts(state, index, kind)) {
                out.component(part);
            }
            return true;
        }
        vm.converter.push(state, KIND);
        byte[] transfer = Stack.rawget(state, -2) == Stack.STRING
                ? Converter.bytes(state, -1)
                : null;
        Stack.settop(state, -2);
        if (transfer == null) {
            return false;
        }
        vm.converter.push(state, ID);
        Stack.rawget(state, index);
        out.tag(ParcelWriter.TRANSFER);
        out.bytes(transfer, 0, transfer.length);
        out.number(Stack.tointeger(state, -1, 0));
        Stack.settop(state, -2);
        return true;
    }

    private void content(int index, Step step) {
        int at = out.table();
        int count = 0;
        Stack.pushnil(state);
        boolean more = Stack.next(state, index) != 0;
        int key = Stack.gettop(state) - 1;
        Step inner = new Step(step, 0, key, null);
        while (more && Stack.isinteger(state, key) != 0
                && Stack.tointeger(state, key, 0) == count + 1) {
            value(key + 1, inner);
            count++;
            Stack.settop(state, key);
            more = Stack.next(state, index) != 0;
        }
        out.sequence(at, count);
        while (more) {
            value(key, inner);
            value(key + 1, inner);
            Stack.settop(state, key);
            more = Stack.next(state, index) != 0;
        }
        out.tag(ParcelWriter.END);
    }

    private boolean named(int index) {
        byte[] name = vm.environments.nameOf(state, index);
        if (name == null) {
            return false;
        }
        out.tag(ParcelWriter.NAMED);
        out.bytes(name, 0, name.length);
        return true;
    }

    private void function(int index, Step step) {
        if (!functions) {
            throw refuse(step, "function");
        }
        long address = Stack.topointer(state, index);
        if (again(address)) {
            return;
        }
        Converter.room(state, 0);
        FunctionInfo info = Stack.iscfunction(state, index) != 0
                ? null
                : vm.chunks.prototypes().get(Layout.prototype(address));
        if ((info == null || info.file().contains(SYSTEM)) && named(index)) {
            return;
        }
        if (info == null) {
            throw refuse(step, "function of the server");
        }
        known.put(address, known.size());
        out.tag(ParcelWriter.FUNCTION);
        Dumped code = vm.dumps.dump(state, index);
        dumped.add(code);
        out.prototype(code);
        upvalues(index, step);
    }

    private void upvalues(int index, Step step) {
        int count = 0;
        while (Stack.getupvalue(state, index, count + 1) != 0) {
            count++;
            Stack.settop(state, -2);
        }
        out.number(count);
        for (int n = 1; n <= count; n++) {
            long id = Stack.upvalueid(state, index, n);
            Integer before = variables.putIfAbsent(id, variables.size());
            if (before != null) {
                out.tag(ParcelWriter.VARIABLE_AGAIN);
                out.number(before);
                continue;
            }
            out.tag(ParcelWriter.VARIABLE);
            String name = Native.readText(Stack.getupvalue(state, index, n));
            value(Stack.gettop(state), new Step(step, 0, 0, name));
            Stack.settop(state, -2);
        }
    }

    private LuaScriptError refuse(Step step, String type) {
        return new LuaScriptError(path(step) + ": " + type + " cannot leave its resource");
    }

    private String path(Step step) {
        if (step == null) {
            return "the function";
        }
        if (step.argument == GLOBAL) {
            return "global " + step.upvalue;
        }
        if (step.argument > 0) {
            return what + " " + step.argument;
        }
        if (step.upvalue != null) {
            String inner = what + " " + step.upvalue;
            return step.outer == null ? inner : path(step.outer) + ": " + inner;
        }
        return Converter.step(state, step.key, path(step.outer));
    }
}
