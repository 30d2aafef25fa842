package dev.fxprof.lua.lua54;

import dev.fxprof.lua.HostFunction;
import dev.fxprof.lua.LuaFunctionRef;
import dev.fxprof.lua.LuaScriptError;
import dev.fxprof.lua.Vector3;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Values between Java and a stack. Java holds nil as null, integers as Long, floats as Double, strings
 * as byte arrays and everything else as {@link Reference}.
 */
final class Converter {
    /** Room that every function of the host has on its stack, and that each level needs here. */
    private static final int ROOM = 10;
    static final int MOST_LEVELS = 500;

    private final Lua54Vm vm;

    Converter(Lua54Vm vm) {
        this.vm = vm;
    }

    static byte[] bytes(long state, int index) {
        long length = Stack.rawlen(state, index);
        return Native.readBytes(Stack.tolstring(state, index, 0), length);
    }

    /** The string at an index as text. */
    static String text(long state, int index) {
        return new String(bytes(state, index), StandardCharsets.UTF_8);
    }

    Object read(long state, int index) {
        return switch (Stack.type(state, index)) {
            case Stack.NIL -> null;
            case Stack.BOOLEAN -> Stack.toboolean(state, index) != 0;
            case Stack.NUMBER -> number(state, index);
            case Stack.STRING -> bytes(state, index);
            default -> vm.references.take(state, index);
        };
    }

    private static Number number(long state, int index) {
        if (Stack.isinteger(state, index) != 0) {
            return Stack.tointeger(state, index, 0);
        }
        return Stack.tonumber(state, index, 0);
    }

    /** Takes the values above a base off the stack. */
    Object[] take(long state, int base) {
        int count = Stack.gettop(state) - base;
        Object[] values = new Object[count];
        for (int i = 0; i < count; i++) {
            values[i] = read(state, base + 1 + i);
        }
        Stack.settop(state, base);
        return values;
    }

    static void room(long state, int slots) {
        if (Api.checkstack(state, slots + ROOM) == 0) {
            throw new LuaScriptError("stack overflow");
        }
    }

    /** Pushes a value that {@link #read} gave, or one of Java's as {@code LuaVm.args} takes it. */
    void push(long state, Object value, String name) {
        switch (value) {
            case null -> Stack.pushnil(state);
            case Boolean b -> Stack.pushboolean(state, b ? 1 : 0);
            case Double d -> Stack.pushnumber(state, d);
            case Float f -> Stack.pushnumber(state, f);
            case Number n when isIntegral(n) -> Stack.pushinteger(state, n.longValue());
            case Number n -> Stack.pushnumber(state, n.doubleValue());
            case byte[] bytes -> push(state, bytes);
            case String s -> push(state, s.getBytes(StandardCharsets.UTF_8));
            case Reference r -> vm.references.push(state, r);
            case HostFunction f -> vm.hosts.push(state, f, name);
            case LuaFunctionRef f -> vm.references.push(state, vm.functionOf(f));
            case Vector3 v -> vm.vectors.push(state, v);
            case List<?> list -> pushList(state, list);
            case Map<?, ?> map -> pushMap(state, map);
            default -> throw new IllegalArgumentException(
                    "no Lua value for " + value.getClass().getName());
        }
    }

    private static boolean isIntegral(Number n) {
        return n instanceof Long || n instanceof Integer || n instanceof Short || n instanceof Byte;
    }

    void push(long state, byte[] bytes) {
        Api.pushlstring(state, vm.scratch.text(bytes), bytes.length);
    }

    private void pushList(long state, List<?> list) {
        room(state, 0);
        Api.createtable(state, list.size(), 0);
        int i = 1;
        for (Object element : list) {
            push(state, element, "?");
            Api.rawseti(state, -2, i++);
        }
    }

    private void pushMap(long state, Map<?, ?> map) {
        room(state, 0);
        Api.createtable(state, 0, map.size());
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (entry.getKey() == null || entry.getKey() instanceof Double d && d.isNaN()) {
                throw new IllegalArgumentException("no Lua key for " + entry.getKey());
            }
            String name = String.valueOf(entry.getKey());
            push(state, entry.getKey(), name);
            push(state, entry.getValue(), name);
            Api.rawset(state, -3);
        }
    }

    /** Java's stack and Lua's limit it; a script's tables are seldom nested deeper than ten. */
    static LuaScriptError tooDeep() {
        return new LuaScriptError(
                "cannot pass on tables nested deeper than " + MOST_LEVELS + " levels");
    }

    static LuaScriptError cannot(String path, String what) {
        return new LuaScriptError("cannot pass on " + what + " (" + path + ")");
    }

    /** A deep copy in Java's own types of what {@link #read} gave. */
    Object toJava(Object value, String path) {
        if (!(value instanceof Reference reference)) {
            return value instanceof byte[] bytes
                    ? new String(bytes, StandardCharsets.UTF_8)
                    : value;
        }
        long state = vm.current();
        int top = Stack.gettop(state);
        try {
            room(state, 0);
            vm.references.push(state, reference);
            return toJava(state, top + 1, path, new HashSet<>());
        } finally {
            Stack.settop(state, top);
        }
    }

    private Object toJava(long state, int index, String path, Set<Long> open) {
        int type = Stack.type(state, index);
        return switch (type) {
            case Stack.STRING -> text(state, index);
            case Stack.TABLE -> table(state, index, path, open);
            case Stack.FUNCTION -> new FunctionRef(vm.references.take(state, index));
            case Stack.NIL, Stack.BOOLEAN, Stack.NUMBER -> read(state, index);
            default -> throw cannot(path, "a " + Values.typeName(type));
        };
    }

    private Object table(long state, int index, String path, Set<Long> open) {
        Object vector = vm.vectors.toJava(state, index);
        if (vector != null) {
            return vector;
        }
        long address = Stack.topointer(state, index);
        if (!open.add(address)) {
            throw cannot(path, "a cycle");
        }
        if (open.size() > MOST_LEVELS) {
            throw tooDeep();
        }
        room(state, 0);
        int length = sequenceLength(state, index);
        Object result = length >= 0
                ? list(state, index, length, path, open)
                : map(state, index, path, open);
        open.remove(address);
        return result;
    }

    /** Length of a table whose keys are exactly 1 to its length, else -1. */
    private static int sequenceLength(long state, int index) {
        long length = Stack.rawlen(state, index);
        long count = 0;
        Stack.pushnil(state);
        while (Stack.next(state, index) != 0) {
            Stack.settop(state, -2);
            long key = Stack.isinteger(state, -1) != 0 ? Stack.tointeger(state, -1, 0) : 0;
            if (key < 1 || key > length) {
                Stack.settop(state, -2);
                return -1;
            }
            count++;
        }
        return count == length ? (int) length : -1;
    }

    private List<Object> list(long state, int index, int length, String path, Set<Long> open) {
        List<Object> list = new ArrayList<>(length);
        for (int i = 1; i <= length; i++) {
            Stack.rawgeti(state, index, i);
            list.add(toJava(state, Stack.gettop(state), path + "[" + i + "]", open));
            Stack.settop(state, -2);
        }
        return list;
    }

    private Map<Object, Object> map(long state, int index, String path, Set<Long> open) {
        Map<Object, Object> map = new LinkedHashMap<>();
        Stack.pushnil(state);
        while (Stack.next(state, index) != 0) {
            int top = Stack.gettop(state);
            String inner = step(state, top - 1, path);
            map.put(toJava(state, top - 1, inner, open), toJava(state, top, inner, open));
            Stack.settop(state, -2);
        }
        return map;
    }

    /** The path to what lies under the key at an index. */
    static String step(long state, int index, String path) {
        return switch (Stack.type(state, index)) {
            case Stack.STRING -> path + "." + text(state, index);
            case Stack.NUMBER -> path + "[" + number(state, index) + "]";
            case Stack.BOOLEAN -> path + "[" + (Stack.toboolean(state, index) != 0) + "]";
            default -> path + "[" + Values.typeName(Stack.type(state, index)) + "]";
        };
    }
}
