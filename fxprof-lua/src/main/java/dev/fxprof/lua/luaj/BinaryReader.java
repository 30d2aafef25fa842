package dev.fxprof.lua.luaj;

import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** Bytes that string.unpack reads. */
final class BinaryReader {
    private final LuaString data;
    private int at;

    BinaryReader(LuaString data, int at) {
        this.data = data;
        this.at = at;
    }

    int position() {
        return at;
    }

    void skip(int count) {
        need(count);
        at += count;
    }

    private void need(int count) {
        if (count < 0 || count > data.m_length - at) {
            throw new LuaError("bad argument #2 to 'unpack' (data string too short)");
        }
    }

    private int take() {
        return data.m_bytes[data.m_offset + at++] & 0xFF;
    }

    LuaValue integer(int size, boolean signed, boolean little) {
        need(size);
        long value = 0;
        int extension = signed ? -1 : 0;
        for (int i = 0; i < size; i++) {
            int place = little ? size - 1 - i : i;
            int octet = data.m_bytes[data.m_offset + at + place] & 0xFF;
            if (i >= size - Long.BYTES) {
                value = value << 8 | octet;
            } else if (octet != 0 && octet != (extension & 0xFF)) {
                throw new LuaError(size + "-byte integer does not fit into Lua Integer");
            }
        }
        at += size;
        if (signed && size < Long.BYTES) {
            int unused = Long.SIZE - size * 8;
            value = value << unused >> unused;
        }
        return Integers.number(value);
    }

    LuaValue real(int size, boolean little) {
        need(size);
        long bits = 0;
        for (int i = 0; i < size; i++) {
            bits |= (long) take() << (little ? i : size - 1 - i) * 8;
        }
        return LuaValue.valueOf(size == Float.BYTES
                ? (double) Float.intBitsToFloat((int) bits)
                : Double.longBitsToDouble(bits));
    }

    LuaString text(long wanted) {
        int length = (int) Math.min(wanted, Integer.MAX_VALUE);
        need(length);
        LuaString text = LuaString.valueOf(data.m_bytes, data.m_offset + at, length);
        at += length;
        return text;
    }

    LuaString zeroEnded() {
        int end = at;
        while (end < data.m_length && data.m_bytes[data.m_offset + end] != 0) {
            end++;
        }
        if (end == data.m_length) {
            throw new LuaError("bad argument #2 to 'unpack' (unfinished string for format 'z')");
        }
        LuaString text = text(end - at);
        at++;
        return text;
    }
}
