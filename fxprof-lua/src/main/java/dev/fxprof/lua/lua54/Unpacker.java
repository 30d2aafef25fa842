package dev.fxprof.lua.lua54;

import dev.fxprof.lua.LuaCode;
import dev.fxprof.lua.LuaEnvironment;
import dev.fxprof.lua.LuaParcel;
import dev.fxprof.lua.LuaScriptError;
import dev.fxprof.lua.LuaSyntaxException;
import dev.fxprof.lua.common.ParcelReader;
import dev.fxprof.lua.common.ParcelWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** Makes values of a VM of a parcel, on the stack of the running state. */
final class Unpacker {
    private static final int MOST_AT_ONCE = 1 << 20;

    /** A function's upvalue. */
    private record Variable(int function, int index) {}

    private final Lua54Vm vm;
    private final ParcelReader in;
    private final LuaParcel parcel;
    private final long state;
    private final List<Variable> variables = new ArrayList<>(0);
    /** Where on the stack the globals and the table of tables and functions lie. */
    private final int globals;
    private final int known;
    private int count;

    /** The values. */
    static Values unpack(Lua54Vm vm, LuaParcel parcel) {
        return run(vm, null, parcel, Unpacker::unpack);
    }

    /** A function with an environment, or with the VM's globals for null. */
    static Values unpack(Lua54Vm vm, LuaParcel function, LuaEnvironment environment) {
        return run(vm, environment, function, Unpacker::unpackFunction);
    }

    private static Values run(Lua54Vm vm, LuaEnvironment environment, LuaParcel parcel,
            Consumer<Unpacker> action) {
        long state = vm.current();
        int top = Stack.gettop(state);
        Converter.room(state, 0);
        try {
            vm.environments.push(state, environment);
            action.accept(new Unpacker(vm, state, parcel));
            return new Values(vm, vm.converter.take(state, top + 2));
        } finally {
            Stack.settop(state, top);
        }
    }

    /** The globals are on top of the stack. */
    private Unpacker(Lua54Vm vm, long state, LuaParcel parcel) {
        this.vm = vm;
        this.state = state;
        this.parcel = parcel;
        this.in = new ParcelReader(parcel);
        globals = Stack.gettop(state);
        known = globals + 1;
        Api.createtable(state, 0, 0);
    }

    /** Pushes the values. */
    private void unpack() {
        Converter.room(state, parcel.count());
        for (int i = 0; i < parcel.count(); i++) {
            value();
        }
    }

    /** Pushes the function; the global functions that come with it go to their place. */
    private void unpackFunction() {
        value();
        while (!in.isEnd()) {
            value();
            value();
            Api.rawset(state, globals);
        }
    }

    private void value() {
        int tag = in.tag();
        switch (tag) {
            case ParcelWriter.NIL -> Stack.pushnil(state);
            case ParcelWriter.FALSE -> Stack.pushboolean(state, 0);
            case ParcelWriter.TRUE -> Stack.pushboolean(state, 1);
            case ParcelWriter.INTEGER -> Stack.pushinteger(state, in.integer());
            case ParcelWriter.FLOAT -> Stack.pushnumber(state, in.real());
            case ParcelWriter.STRING -> string();
            case ParcelWriter.TABLE -> table();
            case ParcelWriter.AGAIN -> Stack.rawgeti(state, known, in.number() + 1);
            case ParcelWriter.VECTOR -> vector();
            case ParcelWriter.TRANSFER -> {
                String kind = in.text();
                vm.environments.transferred(state, kind, in.number());
            }
            case ParcelWriter.FUNCTION -> function();
            case ParcelWriter.SOURCE -> source();
            case ParcelWriter.NAMED -> vm.environments.find(state, globals, in.text());
            case ParcelWriter.GLOBALS -> Stack.pushvalue(state, globals);
            default -> throw new IllegalStateException("tag " + tag);
        }
    }

    private void string() {
        int length = in.length();
        int start = in.start(length);
        vm.converter.push(state, Arrays.copyOfRange(parcel.data(), start, start + length));
    }

    private void remember() {
        Stack.pushvalue(state, -1);
        Api.rawseti(state, known, ++count);
    }

    private void table() {
        Converter.room(state, 0);
        int values = in.sequence();
        Api.createtable(state, Math.min(values, MOST_AT_ONCE), 0);
        remember();
        for (int i = 1; i <= values; i++) {
            value();
            Api.rawseti(state, -2, i);
        }
        while (!in.isEnd()) {
            value();
            value();
            Api.rawset(state, -3);
        }
    }

    private void vector() {
        int kind = in.tag();
        float[] parts = new float[Math.min(kind, 4)];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = in.component();
        }
        vm.vectors.push(state, kind, parts);
    }

    private void function() {
        if (!(in.prototype() instanceof Dumped dumped)) {
            throw new LuaScriptError("this function was compiled by another engine than lua54");
        }
        vm.dumps.load(state, dumped);
        remember();
        int function = count;
        int at = Stack.gettop(state);
        int upvalues = (int) in.number();
        for (int i = 1; i <= upvalues; i++) {
            if (in.tag() == ParcelWriter.VARIABLE_AGAIN) {
                Variable variable = variables.get((int) in.number());
                Stack.rawgeti(state, known, variable.function);
                Stack.upvaluejoin(state, at, i, at + 1, variable.index);
                Stack.settop(state, -2);
            } else {
                variables.add(new Variable(function, i));
                value();
                Stack.setupvalue(state, at, i);
            }
        }
    }

    private void source() {
        LuaCode.Source source = (LuaCode.Source) in.prototype();
        int names = source.names().size();
        Converter.room(state, names);
        try {
            vm.chunks.load(state, source.chunk(),
                    source.asChunk().getBytes(StandardCharsets.UTF_8));
        } catch (LuaSyntaxException e) {
            throw new LuaScriptError(e.file() + ":" + e.line() + ": " + e.getMessage());
        }
        Stack.pushvalue(state, globals);
        if (Stack.setupvalue(state, -2, 1) == 0) {
            Stack.settop(state, -2);
        }
        int base = Stack.gettop(state);
        Reference chunk = vm.references.take(state, base);
        for (int i = 0; i < names; i++) {
            value();
        }
        Object[] upvalues = vm.converter.take(state, base);
        Stack.settop(state, base - 1);
        vm.converter.push(state, vm.call(chunk, upvalues).values[0], source.chunk());
    }
}
