package dev.fxprof.lua.luaj;

import dev.fxprof.lua.HostFunction;
import dev.fxprof.lua.LuaFunctionRef;
import dev.fxprof.lua.LuaScriptError;
import dev.fxprof.lua.Vector3;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** Values between Java and Lua. */
final class Values {
    /** Beyond it a double no longer holds every integer. */
    private static final double EXACT = 1L << 53;

    private Values() {
    }

    static LuaValue toLua(LuajVm vm, Object value, String name) {
        return switch (value) {
            case null -> LuaValue.NIL;
            case String s -> Text.toLua(s);
            case Integer n -> LuaValue.valueOf(n);
            case Long n -> LuaValue.valueOf((double) n);
            case Number n -> LuaValue.valueOf(n.doubleValue());
            case Boolean b -> LuaValue.valueOf(b);
            case HostFunction f -> new HostCall(vm, name, f);
            case LuaFunctionRef f -> vm.functionOf(f);
            case byte[] bytes -> LuaString.valueOf(bytes);
            case Vector3 v -> vm.vectors.toLua(v);
            case List<?> list -> list(vm, list);
            case Map<?, ?> map -> map(vm, map);
            default -> throw new IllegalArgumentException(
                    "no Lua value for " + value.getClass().getName());
        };
    }

    private static LuaTable list(LuajVm vm, List<?> list) {
        LuaTable table = new LuaTable(list.size(), 0);
        int i = 1;
        for (Object element : list) {
            table.rawset(i++, toLua(vm, element, "?"));
        }
        return table;
    }

    private static LuaTable map(LuajVm vm, Map<?, ?> map) {
        LuaTable table = new LuaTable(0, map.size());
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            String name = String.valueOf(entry.getKey());
            if (entry.getKey() == null) {
                throw new IllegalArgumentException("no Lua key for null");
            }
            table.rawset(toLua(vm, entry.getKey(), name), toLua(vm, entry.getValue(), name));
        }
        return table;
    }

    static Object toJava(LuajVm vm, LuaValue value, String path) {
        return value.istable()
                ? table(vm, value.checktable(), path, new IdentityHashMap<>())
                : scalar(vm, value, path);
    }

    private static Object scalar(LuajVm vm, LuaValue value, String path) {
        return switch (value.type()) {
            case LuaValue.TNIL, LuaValue.TNONE -> null;
            case LuaValue.TBOOLEAN -> value.toboolean();
            case LuaValue.TNUMBER -> number(value);
            case LuaValue.TSTRING -> Text.toJava(value);
            case LuaValue.TFUNCTION -> new FunctionRef(vm, (LuaFunction) value);
            default -> throw cannot(path, "a " + value.typename());
        };
    }

    /** Whether a number has no fraction and is exact. */
    static boolean isIntegral(double n) {
        return n == Math.rint(n) && Math.abs(n) <= EXACT;
    }

    static Number number(LuaValue value) {
        double n = value.todouble();
        if (isIntegral(n)) {
            return (long) n;
        }
        return n;
    }

    private static Object table(LuajVm vm, LuaTable table, String path,
            Map<LuaValue, Boolean> open) {
        Vector3 vector = vm.vectors.toJava(table);
        if (vector != null) {
            return vector;
        }
        if (open.put(table, true) != null) {
            throw cannot(path, "a cycle");
        }
        int length = sequenceLength(table);
        Object result = length >= 0
                ? listOf(vm, table, length, path, open)
                : mapOf(vm, table, path, open);
        open.remove(table);
        return result;
    }

    private static Object element(LuajVm vm, LuaValue value, String path,
            Map<LuaValue, Boolean> open) {
        return value.istable()
                ? table(vm, value.checktable(), path, open)
                : scalar(vm, value, path);
    }

    private static List<Object> listOf(LuajVm vm, LuaTable table, int length, String path,
            Map<LuaValue, Boolean> open) {
        List<Object> list = new ArrayList<>(length);
        for (int i = 1; i <= length; i++) {
            list.add(element(vm, table.rawget(i), path + "[" + i + "]", open));
        }
        return list;
    }

    private static Map<Object, Object> mapOf(LuajVm vm, LuaTable table, String path,
            Map<LuaValue, Boolean> open) {
        Map<Object, Object> map = new LinkedHashMap<>();
        for (Varargs n = table.next(LuaValue.NIL); !n.isnil(1); n = table.next(n.arg1())) {
            String inner = step(path, n.arg1());
            map.put(element(vm, n.arg1(), inner, open), element(vm, n.arg(2), inner, open));
        }
        return map;
    }

    /** Length of a table whose keys are exactly 1 to its length, else -1. */
    static int sequenceLength(LuaTable table) {
        int length = table.rawlen();
        int count = 0;
        for (Varargs n = table.next(LuaValue.NIL); !n.isnil(1); n = table.next(n.arg1())) {
            LuaValue key = n.arg1();
            if (!key.isinttype() || key.toint() < 1 || key.toint() > length) {
                return -1;
            }
            count++;
        }
        return count == length ? length : -1;
    }

    static String step(String path, LuaValue key) {
        if (key.type() == LuaValue.TSTRING) {
            return path + "." + Text.toJava(key);
        }
        return path + "[" + Text.toJava(key) + "]";
    }

    static LuaScriptError cannot(String path, String what) {
        return new LuaScriptError("cannot pass on " + what + " (" + path + ")");
    }
}
