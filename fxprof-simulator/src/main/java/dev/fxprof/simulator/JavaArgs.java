package dev.fxprof.simulator;

import dev.fxprof.lua.LuaArgs;
import dev.fxprof.lua.LuaFunctionRef;
import dev.fxprof.lua.LuaScriptError;
import dev.fxprof.lua.LuaVm;
import dev.fxprof.lua.Vector3;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Arguments that come from the engine or from a managed script, not from a Lua VM. */
record JavaArgs(Object... values) implements LuaArgs {
    static final JavaArgs NONE = new JavaArgs();

    private Object at(int i) {
        return i >= 1 && i <= values.length ? values[i - 1] : null;
    }

    @Override
    public int count() {
        return values.length;
    }

    @Override
    public LuaVm vm() {
        throw new IllegalStateException("these arguments belong to no VM");
    }

    @Override
    public String type(int i) {
        return i > values.length ? "no value" : switch (at(i)) {
            case null -> "nil";
            case Boolean b -> "boolean";
            case Number n -> "number";
            case String s -> "string";
            case List<?> l -> "table";
            case Map<?, ?> m -> "table";
            case Vector3 v -> "vector3";
            default -> "function";
        };
    }

    @Override
    public boolean isNil(int i) {
        return at(i) == null;
    }

    @Override
    public boolean truthy(int i) {
        return at(i) != null && !Boolean.FALSE.equals(at(i));
    }

    @Override
    public String string(int i) {
        return switch (at(i)) {
            case String s -> s;
            case Number n -> n.toString();
            case null, default -> throw bad(i, "string");
        };
    }

    @Override
    public double number(int i) {
        return switch (at(i)) {
            case Number n -> n.doubleValue();
            case String s -> parse(i, s);
            case null, default -> throw bad(i, "number");
        };
    }

    private double parse(int i, String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw bad(i, "number");
        }
    }

    @Override
    public long integer(int i) {
        return (long) number(i);
    }

    @Override
    public LuaFunctionRef function(int i) {
        if (at(i) instanceof LuaFunctionRef f) {
            return f;
        }
        throw bad(i, "function");
    }

    @Override
    public Object toJava(int i) {
        return at(i);
    }

    @Override
    public LuaArgs from(int first) {
        return first > values.length
                ? NONE
                : new JavaArgs(Arrays.copyOfRange(values, Math.max(first, 1) - 1, values.length));
    }

    private LuaScriptError bad(int i, String expected) {
        return new LuaScriptError(
                "bad argument #" + i + " (" + expected + " expected, got " + type(i) + ")");
    }
}
