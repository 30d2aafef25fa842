package dev.fxprof.lua.luaj;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The utf8 library. */
final class Utf8Functions {
    private static final int INVALID = -1;

    private Utf8Functions() {
    }

    static void install(LuaTable globals) {
        LuaTable t = new LuaTable();
        globals.rawset("utf8", t);
        t.rawset("charpattern", LuaString.valueOf(new byte[]{'[', 0, '-', 0x7f, (byte) 0xc2, '-',
                (byte) 0xf4, ']', '[', (byte) 0x80, '-', (byte) 0xbf, ']', '*'}));
        Builtin.define(t, "char", Utf8Functions::fromCodes);
        Builtin.define(t, "len", Utf8Functions::length);
        Builtin.define(t, "codepoint", Utf8Functions::codepoint);
        Builtin.define(t, "codes", Utf8Functions::codes);
        Builtin.define(t, "offset", Utf8Functions::offset);
    }

    private static Varargs fromCodes(Varargs args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 1; i <= args.narg(); i++) {
            int code = args.checkint(i);
            if (!Character.isValidCodePoint(code)) {
                throw new LuaError("bad argument #" + i + " to 'char' (value out of range)");
            }
            out.writeBytes(Character.toString(code).getBytes(StandardCharsets.UTF_8));
        }
        return LuaString.valueUsing(out.toByteArray());
    }

    /** Index from 0 for a position that may count from the end. */
    private static int index(LuaString s, int position) {
        return position >= 0 ? position - 1 : s.m_length + position;
    }

    private static int size(LuaString s, int at) {
        int lead = s.luaByte(at);
        int size = lead < 0x80
                ? 1
                : lead < 0xc2
                        ? 0
                        : lead < 0xe0
                                ? 2
                                : lead < 0xf0
                                        ? 3
                                        : lead < 0xf5 ? 4 : 0;
        if (size == 0 || at + size > s.m_length) {
            return 0;
        }
        for (int i = 1; i < size; i++) {
            if ((s.luaByte(at + i) & 0xc0) != 0x80) {
                return 0;
            }
        }
        return size;
    }

    private static int code(LuaString s, int at) {
        int size = size(s, at);
        if (size == 0) {
            return INVALID;
        }
        int code = size == 1 ? s.luaByte(at) : s.luaByte(at) & (0x7f >> size);
        for (int i = 1; i < size; i++) {
            code = code << 6 | s.luaByte(at + i) & 0x3f;
        }
        return code;
    }

    private static Varargs length(Varargs args) {
        LuaString s = args.checkstring(1);
        int at = index(s, args.optint(2, 1));
        int last = index(s, args.optint(3, -1));
        int count = 0;
        while (at <= last) {
            int size = size(s, at);
            if (size == 0) {
                return LuaValue.varargsOf(LuaValue.NIL, LuaValue.valueOf(at + 1));
            }
            at += size;
            count++;
        }
        return LuaValue.valueOf(count);
    }

    private static Varargs codepoint(Varargs args) {
        LuaString s = args.checkstring(1);
        int first = args.optint(2, 1);
        int at = index(s, first);
        int last = index(s, args.optint(3, first));
        if (at < 0 || last >= s.m_length) {
            throw new LuaError("bad argument #2 to 'codepoint' (out of bounds)");
        }
        LuaTable codes = new LuaTable();
        int n = 0;
        while (at <= last) {
            int code = code(s, at);
            if (code == INVALID) {
                throw new LuaError("invalid UTF-8 code");
            }
            codes.rawset(++n, LuaValue.valueOf(code));
            at += size(s, at);
        }
        return codes.unpack(1, n);
    }

    private static Varargs codes(Varargs args) {
        LuaString s = args.checkstring(1);
        LuaTable box = new LuaTable();
        Builtin.define(box, "next", state -> {
            int at = state.checkint(2);
            at = at == 0 ? 0 : at - 1 + size(s, at - 1);
            if (at >= s.m_length) {
                return LuaValue.NIL;
            }
            int code = code(s, at);
            if (code == INVALID) {
                throw new LuaError("invalid UTF-8 code");
            }
            return LuaValue.varargsOf(LuaValue.valueOf(at + 1), LuaValue.valueOf(code));
        });
        return LuaValue.varargsOf(box.rawget("next"), s, LuaValue.ZERO);
    }

    private static boolean isContinuation(LuaString s, int at) {
        return at >= 0 && at < s.m_length && (s.luaByte(at) & 0xc0) == 0x80;
    }

    private static Varargs offset(Varargs args) {
        LuaString s = args.checkstring(1);
        int n = args.checkint(2);
        int at = index(s, args.optint(3, n > 0 ? 1 : s.m_length + 1));
        for (; n > 1 && at < s.m_length; n--) {
            do {
                at++;
            } while (isContinuation(s, at));
        }
        for (; n < 0 && at > 0; n++) {
            do {
                at--;
            } while (isContinuation(s, at));
        }
        while (n == 0 && isContinuation(s, at)) {
            at--;
        }
        return n == 0 || n == 1 ? LuaValue.valueOf(at + 1) : LuaValue.NIL;
    }
}
