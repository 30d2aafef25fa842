package dev.fxprof.lua.luaj;

import dev.fxprof.lua.LuaCode;
import dev.fxprof.lua.LuaParcel;
import dev.fxprof.lua.LuaScriptError;
import dev.fxprof.lua.common.ParcelWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.luaj.vm2.LuaClosure;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.UpValue;
import org.luaj.vm2.Varargs;

/**
 * Copies values and functions of a VM into parcels. Runs no script, so that nothing changes meanwhile.
 * A closure of one VM shares its prototype, which never changes, with its copies in others.
 */
final class Packer {
    private static final LuaString KIND = LuaString.valueOf("__transfer");
    private static final LuaString ID = LuaString.valueOf("id");
    private static final int MOST_LEVELS = 500;
    private static final int UPVALUE = -1;
    private static final int GLOBAL = -2;

    /** Where the packer is; made into text only for an error. */
    private record Step(Step outer, LuaValue key, int argument) {}

    private final LuajVm vm;
    private final ParcelWriter out = new ParcelWriter();
    private final Map<Object, Integer> known = new IdentityHashMap<>();
    /** Of the functions in the parcel. */
    private final List<Proto> prototypes = new ArrayList<>();
    private final Set<LuaValue> named = new HashSet<>();
    private final Map<UpValue, Integer> variables = new IdentityHashMap<>();
    /** Where the packed functions find their globals. */
    private LuaTable scope;
    private String what;
    private boolean functions;
    private int depth;

    Packer(LuajVm vm) {
        this.vm = vm;
    }

    private void begin(String name, int mostBytes, boolean mayHoldFunctions) {
        what = name;
        functions = mayHoldFunctions;
        depth = 0;
        scope = vm.globals;
        out.begin(name, mostBytes);
    }

    private LuaParcel end(int count) {
        return out.end(count);
    }

    private void forget() {
        if (!known.isEmpty()) {
            known.clear();
        }
        if (!variables.isEmpty()) {
            variables.clear();
        }
        if (!prototypes.isEmpty()) {
            prototypes.clear();
            named.clear();
        }
    }

    LuaParcel pack(Varargs values, String name, int mostBytes) {
        int count = values.narg();
        if (count == 0) {
            return LuaParcel.EMPTY;
        }
        begin(name, mostBytes, false);
        try {
            for (int i = 1; i <= count; i++) {
                LuaValue value = values.arg(i);
                if (!plain(value)) {
                    value(value, new Step(null, null, i));
                }
            }
            return end(count);
        } finally {
            forget();
        }
    }

    LuaCode pack(LuaFunction function, int mostBytes) {
        FunctionRef ref = new FunctionRef(vm, function);
        begin("upvalue", mostBytes, true);
        try {
            function(function, null);
            globals();
            return new LuaCode(ref.name(), ref.file(), ref.line(), end(1));
        } finally {
            forget();
        }
    }

    /** The global functions that the packed ones name, which may name others. */
    private void globals() {
        for (int i = 0; i < prototypes.size(); i++) {
            for (LuaValue name : prototypes.get(i).globals()) {
                if (named.add(name) && scope.rawget(name) instanceof LuaClosure closure
                        && isOfScript(closure)) {
                    LuaString text = name.checkstring();
                    out.tag(ParcelWriter.STRING);
                    out.bytes(text.m_bytes, text.m_offset, text.m_length);
                    value(closure, new Step(null, name, GLOBAL));
                }
            }
        }
        out.tag(ParcelWriter.END);
    }

    private static boolean isOfScript(LuaClosure closure) {
        return closure.p instanceof Proto proto && !proto.chunk.startsWith(Compiler.SYSTEM);
    }

    private boolean plain(LuaValue value) {
        switch (value.type()) {
            case LuaValue.TNIL, LuaValue.TNONE -> out.tag(ParcelWriter.NIL);
            case LuaValue.TBOOLEAN ->
                out.tag(value.toboolean() ? ParcelWriter.TRUE : ParcelWriter.FALSE);
            case LuaValue.TNUMBER -> number(value);
            case LuaValue.TSTRING -> string((LuaString) value);
            default -> {
                return false;
            }
        }
        return true;
    }

    /** A double that is an integer travels as one, but not the zero with a sign. */
    private void number(LuaValue value) {
        double number = value.todouble();
        if (value instanceof LuaInteger) {
            out.integer(value.toint());
        } else if (Values.isIntegral(number) && (number != 0 || 1 / number > 0)) {
            out.integer((long) number);
        } else {
            out.real(number);
        }
    }

    private void string(LuaString s) {
        out.tag(ParcelWriter.STRING);
        out.bytes(s.m_bytes, s.m_offset, s.m_length);
    }

    private void value(LuaValue value, Step step) {
        if (plain(value)) {
            return;
        }
        Integer before = known.get(value);
        if (before != null) {
            out.tag(ParcelWriter.AGAIN);
            out.number(before);
            return;
        }
        switch (value.type()) {
            case LuaValue.TTABLE -> table(value.checktable(), step);
            case LuaValue.TFUNCTION -> function((LuaFunction) value, step);
            default -> throw refuse(step, value.typename());
        }
    }

    private void table(LuaTable table, Step step) {
        if (table instanceof VectorTable vector) {
            vector(vector);
            return;
        }
        if (vm.environments.isGlobals(table)) {
            if (!functions) {
                throw refuse(step, "the table of globals");
            }
            out.tag(ParcelWriter.GLOBALS);
            scope = table;
            return;
        }
        if (functions && named(table) || transfer(table)) {
            return;
        }
        if (++depth > MOST_LEVELS) {
            throw new LuaScriptError(
                    what + ": tables nested deeper than " + MOST_LEVELS + " levels");
        }
        known.put(table, known.size());
        content(table, step);
        depth--;
    }

    private void content(LuaTable table, Step step) {
        int at = out.table();
        int count = 0;
        Varargs entry = table.next(LuaValue.NIL);
        while (!entry.isnil(1) && entry.arg1() instanceof LuaInteger key
                && key.v == count + 1) {
            element(key, entry.arg(2), step);
            count++;
            entry = table.next(key);
        }
        out.sequence(at, count);
        for (; !entry.isnil(1); entry = table.next(entry.arg1())) {
            LuaValue key = entry.arg1();
            if (!plain(key)) {
                value(key, new Step(step, key, 0));
            }
            element(key, entry.arg(2), step);
        }
        out.tag(ParcelWriter.END);
    }

    private void element(LuaValue key, LuaValue value, Step step) {
        if (!plain(value)) {
            value(value, new Step(step, key, 0));
        }
    }

    private void vector(VectorTable vector) {
        out.tag(ParcelWriter.VECTOR);
        out.tag(vector.kind);
        for (int i = 0; i < VectorTable.size(vector.kind); i++) {
            out.component((float) vector.part(i));
        }
    }

    private boolean named(LuaValue value) {
        LuaValue name = vm.environments.nameOf(value);
        if (name == null) {
            return false;
        }
        LuaString text = name.checkstring();
        out.tag(ParcelWriter.NAMED);
        out.bytes(text.m_bytes, text.m_offset, text.m_length);
        return true;
    }

    private boolean transfer(LuaTable table) {
        LuaValue metatable = table.getmetatable();
        if (metatable == null || !metatable.istable()
                || !(metatable.rawget(KIND) instanceof LuaString kind)) {
            return false;
        }
        out.tag(ParcelWriter.TRANSFER);
        out.bytes(kind.m_bytes, kind.m_offset, kind.m_length);
        out.number(table.rawget(ID).checklong());
        return true;
    }

    private void function(LuaFunction function, Step step) {
        if (!functions) {
            throw refuse(step, "function");
        }
        Proto proto = function instanceof LuaClosure c && c.p instanceof Proto p
                ? p
                : null;
        if ((proto == null || proto.chunk.startsWith(Compiler.SYSTEM)) && named(function)) {
            return;
        }
        if (proto == null) {
            throw refuse(step, "function " + function.name() + " of the server");
        }
        LuaClosure closure = (LuaClosure) function;
        known.put(function, known.size());
        prototypes.add(proto);
        out.tag(ParcelWriter.FUNCTION);
        out.prototype(proto);
        out.number(closure.upValues.length);
        for (int i = 0; i < closure.upValues.length; i++) {
            LuaValue name = closure.p.upvalues[i].name;
            variable(closure.upValues[i],
                    new Step(step, name == null ? LuaValue.valueOf("?") : name, UPVALUE));
        }
    }

    private void variable(UpValue variable, Step step) {
        Integer before = variables.putIfAbsent(variable, variables.size());
        if (before != null) {
            out.tag(ParcelWriter.VARIABLE_AGAIN);
            out.number(before);
            return;
        }
        out.tag(ParcelWriter.VARIABLE);
        value(variable.getValue(), step);
    }

    private LuaScriptError refuse(Step step, String type) {
        return new LuaScriptError(
                path(step) + ": " + type + " cannot leave its resource");
    }

    private String path(Step step) {
        if (step == null) {
            return "the function";
        }
        if (step.argument > 0) {
            return what + " " + step.argument;
        }
        if (step.argument == GLOBAL) {
            return "global " + Text.toJava(step.key);
        }
        if (step.argument < 0) {
            String inner = what + " " + Text.toJava(step.key);
            return step.outer == null ? inner : path(step.outer) + ": " + inner;
        }
        return Values.step(path(step.outer), step.key);
    }
}
