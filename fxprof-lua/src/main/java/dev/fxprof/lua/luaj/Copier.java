package dev.fxprof.lua.luaj;

import dev.fxprof.lua.HostFunction;
import dev.fxprof.lua.LuaFunctionRef;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.Function;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** Copies values from one VM into another. Strings and numbers never change and are shared. */
final class Copier {
    private final LuajVm from;
    private final LuajVm to;
    private final Function<LuaFunctionRef, HostFunction> functions;
    private Map<LuaValue, LuaValue> done;

    Copier(LuajVm from, LuajVm to, Function<LuaFunctionRef, HostFunction> functions) {
        this.from = from;
        this.to = to;
        this.functions = functions;
    }

    Pack copy(Pack pack) {
        Varargs values = pack.values;
        int n = values.narg();
        if (isPlain(values, n)) {
            return new Pack(to, values);
        }
        LuaValue[] copies = new LuaValue[n];
        for (int i = 0; i < n; i++) {
            copies[i] = copy(values.arg(i + 1), i + 1, null);
        }
        return new Pack(to, LuaValue.varargsOf(copies));
    }

    private static boolean isPlain(Varargs values, int n) {
        for (int i = 1; i <= n; i++) {
            if (!isPlain(values.arg(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPlain(LuaValue value) {
        return switch (value.type()) {
            case LuaValue.TNIL, LuaValue.TBOOLEAN, LuaValue.TNUMBER, LuaValue.TSTRING -> true;
            default -> false;
        };
    }

    private LuaValue copy(LuaValue value, int argument, Step step) {
        if (isPlain(value)) {
            return value;
        }
        LuaValue known = done == null ? null : done.get(value);
        if (known != null) {
            return known;
        }
        return switch (value.type()) {
            case LuaValue.TTABLE -> table(value.checktable(), argument, step);
            case LuaValue.TFUNCTION -> function((LuaFunction) value, argument, step);
            default -> throw Values.cannot(path(argument, step), "a " + value.typename());
        };
    }

    private LuaTable table(LuaTable source, int argument, Step step) {
        LuaTable vector = from.vectors.copy(source, to.vectors);
        if (vector != null) {
            return remember(source, vector);
        }
        LuaTable copy = remember(source, new LuaTable(source.rawlen(), 0));
        for (Varargs n = source.next(LuaValue.NIL); !n.isnil(1); n = source.next(n.arg1())) {
            LuaValue key = n.arg1();
            LuaValue value = n.arg(2);
            if (!isPlain(key) || !isPlain(value)) {
                Step inner = new Step(step, key);
                key = copy(key, argument, inner);
                value = copy(value, argument, inner);
            }
            copy.rawset(key, value);
        }
        return copy;
    }

    private LuaValue function(LuaFunction source, int argument, Step step) {
        HostFunction mapped = functions == null
                ? null
                : functions.apply(new FunctionRef(from, source));
        if (mapped == null) {
            throw Values.cannot(path(argument, step), "a function");
        }
        return remember(source, new HostCall(to, source.name(), mapped));
    }

    private <T extends LuaValue> T remember(LuaValue source, T copy) {
        if (done == null) {
            done = new IdentityHashMap<>(4);
        }
        done.put(source, copy);
        return copy;
    }

    private static String path(int argument, Step step) {
        return step == null
                ? "argument " + argument
                : Values.step(path(argument, step.outer()), step.key());
    }

    /** Where the copier is; made into text only for an error. */
    private record Step(Step outer, LuaValue key) {}
}
