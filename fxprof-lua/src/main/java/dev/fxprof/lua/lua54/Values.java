package dev.fxprof.lua.lua54;

import dev.fxprof.lua.HostFunction;
import dev.fxprof.lua.LuaArgs;
import dev.fxprof.lua.LuaFunctionRef;
import dev.fxprof.lua.LuaScriptError;
import dev.fxprof.lua.LuaVm;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Values of one VM, as {@link Converter} reads them. */
final class Values implements LuaArgs {
    private static final String[] TYPES = {"nil", "boolean", "userdata", "number", "string",
            "table",
            "function", "userdata", "thread"};

    final Lua54Vm vm;
    final Object[] values;

    /** What goes on once a coroutine that is to yield these values is resumed, or null. */
    final HostFunction then;

    Values(Lua54Vm vm, Object... values) {
        this(vm, null, values);
    }

    Values(Lua54Vm vm, HostFunction then, Object[] values) {
        this.vm = vm;
        this.then = then;
        this.values = values;
    }

    static String typeName(int type) {
        return TYPES[type];
    }

    private Object get(int i) {
        return i > values.length ? null : values[i - 1];
    }

    @Override
    public int count() {
        return values.length;
    }

    @Override
    public LuaVm vm() {
        return vm;
    }

    @Override
    public String type(int i) {
        if (i > values.length) {
            return "no value";
        }
        return switch (get(i)) {
            case null -> "nil";
            case Boolean b -> "boolean";
            case Number n -> "number";
            case byte[] b -> "string";
            case Reference r when r.type == Stack.TABLE -> vm.vectors.typeName(r);
            case Reference r -> typeName(r.type);
            default -> throw new IllegalStateException(get(i).getClass().getName());
        };
    }

    @Override
    public boolean isNil(int i) {
        return get(i) == null;
    }

    @Override
    public boolean truthy(int i) {
        Object value = get(i);
        return value != null && !Boolean.FALSE.equals(value);
    }

    @Override
    public String string(int i) {
        return switch (get(i)) {
            case byte[] bytes -> new String(bytes, StandardCharsets.UTF_8);
            case Number n -> vm.describe(n);
            case null, default -> throw bad(i, "string");
        };
    }

    @Override
    public double number(int i) {
        return numeric(i).doubleValue();
    }

    @Override
    public long integer(int i) {
        return get(i) instanceof Long n ? n : (long) numeric(i).doubleValue();
    }

    private Number numeric(int i) {
        Object value = get(i);
        if (value instanceof Number n) {
            return n;
        }
        Number number = value instanceof byte[] bytes ? vm.parse(bytes) : null;
        if (number == null) {
            throw bad(i, "number");
        }
        return number;
    }

    @Override
    public LuaFunctionRef function(int i) {
        if (get(i) instanceof Reference r && r.type == Stack.FUNCTION) {
            return new FunctionRef(r);
        }
        throw bad(i, "function");
    }

    @Override
    public Object toJava(int i) {
        return vm.converter.toJava(get(i), "argument " + i);
    }

    @Override
    public LuaArgs from(int first) {
        if (first <= 1) {
            return this;
        }
        return new Values(vm, Arrays.copyOfRange(values, Math.min(first - 1, values.length),
                values.length));
    }

    private LuaScriptError bad(int i, String expected) {
        return new LuaScriptError("bad argument #" + i + " (" + expected + " expected, got "
                + type(i) + ")");
    }
}
