package dev.fxprof.lua.luaj;

import dev.fxprof.lua.LuaCode;
import dev.fxprof.lua.LuaParcel;
import dev.fxprof.lua.LuaScriptError;
import dev.fxprof.lua.LuaSyntaxException;
import dev.fxprof.lua.common.ParcelReader;
import dev.fxprof.lua.common.ParcelWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.luaj.vm2.LuaClosure;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.UpValue;
import org.luaj.vm2.Varargs;

/** Makes values of a VM of a parcel. */
final class Unpacker {
    private final LuajVm vm;
    private final ParcelReader in;
    private final LuaParcel parcel;
    private final LuaTable globals;
    private List<LuaValue> known = List.of();
    private List<UpValue> variables = List.of();

    Unpacker(LuajVm vm, LuaParcel parcel, LuaTable globals) {
        this.vm = vm;
        this.parcel = parcel;
        this.in = new ParcelReader(parcel);
        this.globals = globals;
    }

    Varargs unpack() {
        if (parcel.count() == 1) {
            return value();
        }
        LuaValue[] values = new LuaValue[parcel.count()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value();
        }
        return LuaValue.varargsOf(values);
    }

    /** A function, and the global functions that come with it. */
    LuaFunction unpackFunction() {
        LuaFunction function = value().checkfunction();
        while (!in.isEnd()) {
            LuaValue name = value();
            globals.rawset(name, value());
        }
        return function;
    }

    private LuaValue value() {
        return value(in.tag());
    }

    private LuaValue value(int tag) {
        return switch (tag) {
            case ParcelWriter.NIL -> LuaValue.NIL;
            case ParcelWriter.FALSE -> LuaValue.FALSE;
            case ParcelWriter.TRUE -> LuaValue.TRUE;
            case ParcelWriter.INTEGER -> LuaValue.valueOf((double) in.integer());
            case ParcelWriter.FLOAT -> LuaValue.valueOf(in.real());
            case ParcelWriter.STRING -> string();
            case ParcelWriter.TABLE -> table();
            case ParcelWriter.AGAIN -> known.get((int) in.number());
            case ParcelWriter.VECTOR -> vector();
            case ParcelWriter.TRANSFER -> {
                LuaString kind = string();
                yield vm.environments.transferred(kind, in.number());
            }
            case ParcelWriter.FUNCTION -> function();
            case ParcelWriter.SOURCE -> source();
            case ParcelWriter.NAMED -> Environments.find(globals, in.text());
            case ParcelWriter.GLOBALS -> globals;
            default -> throw new IllegalStateException("tag " + tag);
        };
    }

    private LuaString string() {
        int length = in.length();
        return LuaString.valueOf(parcel.data(), in.start(length), length);
    }

    private <T extends LuaValue> T remember(T value) {
        if (known.isEmpty()) {
            known = new ArrayList<>();
        }
        known.add(value);
        return value;
    }

    private LuaTable table() {
        int count = in.sequence();
        LuaTable table = remember(new LuaTable(count, 0));
        for (int i = 1; i <= count; i++) {
            table.rawset(i, value());
        }
        while (!in.isEnd()) {
            LuaValue key = value();
            table.rawset(key, value());
        }
        return table;
    }

    private LuaTable vector() {
        int kind = in.tag();
        double[] parts = new double[VectorTable.size(kind)];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = in.component();
        }
        return vm.vectors.make(kind, parts);
    }

    private LuaValue function() {
        if (!(in.prototype() instanceof Proto proto)) {
            throw new LuaScriptError("this function was compiled by another engine than luaj");
        }
        LuaClosure closure = remember(new LuaClosure(proto, vm.globals));
        int count = (int) in.number();
        for (int i = 0; i < count; i++) {
            closure.upValues[i] = variable();
        }
        return closure;
    }

    private UpValue variable() {
        if (in.tag() == ParcelWriter.VARIABLE_AGAIN) {
            return variables.get((int) in.number());
        }
        UpValue variable = new UpValue(new LuaValue[]{LuaValue.NIL}, 0);
        if (variables.isEmpty()) {
            variables = new ArrayList<>();
        }
        variables.add(variable);
        variable.setValue(value());
        return variable;
    }

    private LuaValue source() {
        LuaCode.Source source = (LuaCode.Source) in.prototype();
        LuaValue[] upvalues = new LuaValue[source.names().size()];
        for (int i = 0; i < upvalues.length; i++) {
            upvalues[i] = value();
        }
        try {
            Proto chunk = vm.compiler.compile(source.chunk(),
                    source.asChunk().getBytes(StandardCharsets.UTF_8));
            return vm.closure(chunk, globals).invoke(LuaValue.varargsOf(upvalues)).arg1();
        } catch (LuaSyntaxException e) {
            throw new LuaScriptError(e.file() + ":" + e.line() + ": " + e.getMessage());
        }
    }
}
