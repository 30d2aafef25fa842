package dev.fxprof.lua.luaj;

import java.io.ByteArrayOutputStream;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;

/** Bytes that string.pack makes. */
final class BinaryWriter {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    int size() {
        return out.size();
    }

    LuaString string() {
        return LuaString.valueUsing(out.toByteArray());
    }

    void zeros(int count) {
        if ((long) out.size() + count > Joiner.LONGEST) {
            throw new LuaError("bad argument #1 to 'pack' (format result too large)");
        }
        for (int i = 0; i < count; i++) {
            out.write(0);
        }
    }

    void bytes(LuaString text) {
        out.write(text.m_bytes, text.m_offset, text.m_length);
    }

    void integer(long value, int size, boolean signed, boolean little, int argument) {
        if (size < Long.BYTES) {
            long limit = 1L << size * 8 - (signed ? 1 : 0);
            if (signed ? value < -limit || value >= limit : value < 0 || value >= limit) {
                throw new LuaError("bad argument #" + argument + " to 'pack' ("
                        + (signed ? "integer overflow" : "unsigned overflow") + ")");
            }
        }
        for (int i = 0; i < size; i++) {
            int place = little ? i : size - 1 - i;
            out.write((int) (value >> Math.min(place * 8, Long.SIZE - 1)));
        }
    }

    void real(double value, int size, boolean little) {
        long bits = size == Float.BYTES
                ? Float.floatToRawIntBits((float) value) & 0xFFFF_FFFFL
                : Double.doubleToRawLongBits(value);
        for (int i = 0; i < size; i++) {
            out.write((int) (bits >> (little ? i : size - 1 - i) * 8));
        }
    }

    void fixed(LuaString text, int size, int argument) {
        if (text.m_length > size) {
            throw new LuaError(
                    "bad argument #" + argument + " to 'pack' (string longer than given size)");
        }
        bytes(text);
        zeros(size - text.m_length);
    }

    void zeroEnded(LuaString text, int argument) {
        for (int i = 0; i < text.m_length; i++) {
            if (text.m_bytes[text.m_offset + i] == 0) {
                throw new LuaError("bad argument #" + argument
                        + " to 'pack' (string contains zeros)");
            }
        }
        bytes(text);
        out.write(0);
    }
}
