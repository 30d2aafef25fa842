package dev.fxprof.lua.luaj;

import dev.fxprof.lua.LuaArgs;
import dev.fxprof.lua.LuaFunctionRef;
import dev.fxprof.lua.LuaScriptError;
import dev.fxprof.lua.LuaVm;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** Values of one VM. */
final class Pack implements LuaArgs {
    final LuajVm vm;
    final Varargs values;

    /** The values must not change any more; {@link #of} takes others. */
    Pack(LuajVm vm, Varargs values) {
        this.vm = vm;
        this.values = values;
    }

    /** Takes values that may lie on a Lua stack. */
    static Pack of(LuajVm vm, Varargs values) {
        return new Pack(vm, settled(values));
    }

    /** Takes values off the Lua stack, whose owner may change it later. */
    static Varargs settled(Varargs values) {
        int n = values.narg();
        return switch (n) {
            case 0 -> LuaValue.NONE;
            case 1 -> values.arg1();
            case 2 -> LuaValue.varargsOf(values.arg1(), values.arg(2));
            default -> {
                LuaValue[] copy = new LuaValue[n];
                for (int i = 0; i < n; i++) {
                    copy[i] = values.arg(i + 1);
                }
                yield LuaValue.varargsOf(copy);
            }
        };
    }

    @Override
    public int count() {
        return values.narg();
    }

    @Override
    public LuaVm vm() {
        return vm;
    }

    @Override
    public String type(int i) {
        return i > values.narg() ? "no value" : vm.vectors.typeName(values.arg(i));
    }

    @Override
    public boolean isNil(int i) {
        return values.arg(i).isnil();
    }

    @Override
    public boolean truthy(int i) {
        return values.arg(i).toboolean();
    }

    @Override
    public String string(int i) {
        LuaValue value = values.arg(i);
        if (value instanceof LuaString || value.type() == LuaValue.TNUMBER) {
            return Text.toJava(value);
        }
        throw bad(i, "string");
    }

    @Override
    public double number(int i) {
        return numeric(i).todouble();
    }

    @Override
    public long integer(int i) {
        LuaValue value = values.arg(i);
        return value instanceof LuaInteger ? value.toint() : (long) numeric(i).todouble();
    }

    private LuaValue numeric(int i) {
        LuaValue value = values.arg(i);
        if (value.type() != LuaValue.TNUMBER) {
            value = value.tonumber();
            if (value.isnil()) {
                throw bad(i, "number");
            }
        }
        return value;
    }

    @Override
    public LuaFunctionRef function(int i) {
        if (values.arg(i) instanceof LuaFunction f) {
            return new FunctionRef(vm, f);
        }
        throw bad(i, "function");
    }

    @Override
    public Object toJava(int i) {
        return Values.toJava(vm, values.arg(i), "argument " + i);
    }

    @Override
    public LuaArgs from(int first) {
        return first <= 1 ? this : new Pack(vm, values.subargs(first));
    }

    private LuaScriptError bad(int i, String expected) {
        return new LuaScriptError("bad argument #" + i + " (" + expected + " expected, got "
                + type(i) + ")");
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
