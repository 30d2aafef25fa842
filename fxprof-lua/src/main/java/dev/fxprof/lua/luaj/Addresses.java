package dev.fxprof.lua.luaj;

import java.util.Map;
import java.util.WeakHashMap;
import org.luaj.vm2.LuaUserdata;
import org.luaj.vm2.LuaValue;

/**
 * Stands for the addresses that tostring prints: a number counted up in each VM, so that equal runs
 * print equal text. A value gets its number when it is first printed.
 */
final class Addresses {
    private final Map<LuaValue, Integer> numbers = new WeakHashMap<>();
    private int last;

    LuaValue tostring(LuaValue value) {
        LuaValue handler = value.metatag(LuaValue.TOSTRING);
        if (!handler.isnil()) {
            return handler.call(value);
        }
        return switch (value.type()) {
            case LuaValue.TSTRING -> value;
            case LuaValue.TNUMBER -> Text.toLua(Text.number(value));
            case LuaValue.TTABLE, LuaValue.TFUNCTION, LuaValue.TTHREAD -> Text
                    .toLua(value.typename() + ": " + address(value));
            case LuaValue.TUSERDATA -> Text.toLua(userdata((LuaUserdata) value));
            default -> Text.toLua(value.tojstring());
        };
    }

    private String userdata(LuaUserdata value) {
        return (value.m_instance instanceof LuaFile ? "file (" : "userdata (") + address(value)
                + ")";
    }

    String address(LuaValue value) {
        Integer number = numbers.get(value);
        if (number == null) {
            number = ++last;
            numbers.put(value, number);
        }
        return String.format("0x%08x", number);
    }
}
