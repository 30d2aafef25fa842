package dev.fxprof.lua.luaj;

import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** string.pack, string.unpack and string.packsize of Lua 5.4 (Reference Manual, 6.4.2). */
final class BinaryFunctions {
    private BinaryFunctions() {
    }

    static void install(LuaTable string) {
        Builtin.define(string, "pack", BinaryFunctions::pack);
        Builtin.define(string, "unpack", BinaryFunctions::unpack);
        Builtin.define(string, "packsize", BinaryFunctions::size);
    }

    private static Varargs pack(Varargs args) {
        BinaryFormat format = new BinaryFormat(args.checkstring(1));
        BinaryWriter out = new BinaryWriter();
        int argument = 1;
        while (format.next()) {
            out.zeros(format.padding(out.size()));
            switch (format.kind) {
                case INTEGER -> out.integer(Integers.exact(args.checknumber(++argument), argument),
                        format.size, format.isSigned, format.isLittle, argument);
                case FLOAT -> out.real(args.checkdouble(++argument), format.size,
                        format.isLittle);
                case FIXED -> out.fixed(args.checkstring(++argument), format.size, argument);
                case COUNTED -> {
                    LuaString text = args.checkstring(++argument);
                    out.integer(text.m_length, format.size, false, format.isLittle, argument);
                    out.bytes(text);
                }
                case ZERO_ENDED -> out.zeroEnded(args.checkstring(++argument), argument);
                case PADDING -> out.zeros(1);
                case NOTHING -> {
                }
            }
        }
        return out.string();
    }

    private static Varargs unpack(Varargs args) {
        BinaryFormat format = new BinaryFormat(args.checkstring(1));
        LuaString data = args.checkstring(2);
        int start = args.optint(3, 1);
        int from = start > 0 ? start - 1 : start == 0 ? 0 : data.m_length + start;
        if (from < 0 || from > data.m_length) {
            throw new LuaError("bad argument #3 to 'unpack' (initial position out of string)");
        }
        BinaryReader in = new BinaryReader(data, from);
        java.util.List<LuaValue> values = new java.util.ArrayList<>();
        while (format.next()) {
            in.skip(format.padding(in.position()));
            switch (format.kind) {
                case INTEGER -> values.add(
                        in.integer(format.size, format.isSigned, format.isLittle));
                case FLOAT -> values.add(in.real(format.size, format.isLittle));
                case FIXED -> values.add(in.text(format.size));
                case COUNTED -> values.add(
                        in.text(in.integer(format.size, false, format.isLittle).tolong()));
                case ZERO_ENDED -> values.add(in.zeroEnded());
                case PADDING -> in.skip(1);
                case NOTHING -> {
                }
            }
        }
        values.add(LuaValue.valueOf(in.position() + 1));
        return LuaValue.varargsOf(values.toArray(LuaValue[]::new));
    }

    private static Varargs size(Varargs args) {
        BinaryFormat format = new BinaryFormat(args.checkstring(1));
        long size = 0;
        while (format.next()) {
            if (format.kind == BinaryFormat.Kind.COUNTED
                    || format.kind == BinaryFormat.Kind.ZERO_ENDED) {
                throw new LuaError(
                        "bad argument #1 to 'packsize' (variable-length format)");
            }
            size += format.padding((int) size) + (format.kind == BinaryFormat.Kind.NOTHING
                    ? 0
                    : format.size);
            if (size > Integer.MAX_VALUE) {
                throw new LuaError("bad argument #1 to 'packsize' (format result too large)");
            }
        }
        return LuaValue.valueOf((double) size);
    }
}
