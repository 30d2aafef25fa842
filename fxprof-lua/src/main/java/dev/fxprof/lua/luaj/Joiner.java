package dev.fxprof.lua.luaj;

import java.io.ByteArrayOutputStream;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** Joins strings and numbers. */
final class Joiner {
    /** A string on the heap stands there up to three times while it is made. */
    static final long LONGEST = Math.min(1L << 28, Runtime.getRuntime().maxMemory() / 8);

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    void add(LuaValue value) {
        LuaString s = value instanceof LuaString text ? text : Text.toLua(Text.number(value));
        if ((long) out.size() + s.m_length > LONGEST) {
            throw new LuaError("resulting string too large");
        }
        out.write(s.m_bytes, s.m_offset, s.m_length);
    }

    LuaString joined() {
        return LuaString.valueUsing(out.toByteArray());
    }

    /** string.rep with its separator, which LuaJ ignores. */
    static Varargs repeat(Varargs args) {
        LuaString text = args.checkstring(1);
        LuaString separator = args.optstring(3, LuaValue.EMPTYSTRING);
        int count = args.checkint(2);
        if (count > 0 && ((long) text.m_length + separator.m_length) * count > LONGEST) {
            throw new LuaError("resulting string too large");
        }
        Joiner joiner = new Joiner();
        for (int i = 0; i < count; i++) {
            if (i > 0) {
                joiner.add(separator);
            }
            joiner.add(text);
        }
        return joiner.joined();
    }
}
