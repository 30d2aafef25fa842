package dev.fxprof.lua.common;

import dev.fxprof.lua.LuaCode;
import dev.fxprof.lua.LuaParcel;
import dev.fxprof.lua.LuaScriptError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Writes values one after the other, each a tag of one byte and what belongs to it. Whole numbers are
 * written seven bits at a time, the lowest first; tables and functions count from 0 in the order in
 * which they begin, so that a value can point back to one. It is never stored; but the scripts of a
 * real server write and read values without functions in it, as version 1 of what they exchange with
 * fxprof: a change of such a tag is another version there.
 */
public final class ParcelWriter {
    /** nil. */
    public static final int NIL = 0;
    /** false. */
    public static final int FALSE = 1;
    /** true. */
    public static final int TRUE = 2;
    /** An integer, its sign in the lowest bit. */
    public static final int INTEGER = 3;
    /** A float: its 64 bits, the lowest byte first. */
    public static final int FLOAT = 4;
    /** A string: length and bytes. */
    public static final int STRING = 5;
    /**
     * A table: four bytes, how many values stand under 1, 2, 3 and so on; those values; then keys and
     * values up to {@link #END}.
     */
    public static final int TABLE = 6;
    /** The end of a table. */
    public static final int END = 7;
    /** A table or function again: its number. */
    public static final int AGAIN = 8;
    /** A vector or quaternion: 2, 3, 4 or 5, and the components as floats. */
    public static final int VECTOR = 9;
    /** A table that stands for something: its kind as a string, its id as an integer. */
    public static final int TRANSFER = 10;
    /** A function: index of its prototype, count of its upvalues, and each upvalue's variable. */
    public static final int FUNCTION = 11;
    /** A function as text: index of its source; then its upvalues' values. */
    public static final int SOURCE = 12;
    /** What the server's Lua has under a name: the name as a string. */
    public static final int NAMED = 13;
    /** The globals. */
    public static final int GLOBALS = 14;
    /** A variable that is met first: its value follows. Variables count from 0. */
    public static final int VARIABLE = 15;
    /** A variable again: its number. */
    public static final int VARIABLE_AGAIN = 16;

    private static final int FIRST_SIZE = 256;
    private static final int MOST_KEPT = 1 << 20;

    private byte[] data = new byte[FIRST_SIZE];
    private int size;
    private int most;
    private String what;
    private List<Object> prototypes = List.of();

    /**
     * Begins a parcel.
     *
     * @param name what it holds, as an error says it
     * @param mostBytes how large it may become
     */
    public void begin(String name, int mostBytes) {
        size = 0;
        what = name;
        most = mostBytes;
        prototypes = List.of();
    }

    private void need(int more) {
        if (size + more > data.length) {
            if (size + more > most) {
                throw new LuaScriptError(what + ": more than the " + most
                        + " bytes that may travel at once");
            }
            data = Arrays.copyOf(data, Math.max(size + more, 2 * data.length));
        }
    }

    /**
     * Writes a tag.
     *
     * @param tag one of the constants
     */
    public void tag(int tag) {
        need(1);
        data[size++] = (byte) tag;
    }

    /**
     * Writes a whole number.
     *
     * @param number 0 or more, or any 64 bits taken as that
     */
    public void number(long number) {
        need(10);
        long rest = number;
        while ((rest & ~0x7FL) != 0) {
            data[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        data[size++] = (byte) rest;
    }

    /**
     * Writes an integer of Lua.
     *
     * @param value the value
     */
    public void integer(long value) {
        tag(INTEGER);
        number(value << 1 ^ value >> 63);
    }

    /**
     * Writes a float of Lua.
     *
     * @param value the value
     */
    public void real(double value) {
        tag(FLOAT);
        bits(Double.doubleToRawLongBits(value), Double.BYTES);
    }

    /**
     * Writes a component of a vector.
     *
     * @param value the value
     */
    public void component(float value) {
        bits(Float.floatToRawIntBits(value), Float.BYTES);
    }

    private void bits(long bits, int bytes) {
        need(bytes);
        for (int i = 0; i < bytes; i++) {
            data[size++] = (byte) (bits >>> 8 * i);
        }
    }

    /**
     * Writes length and bytes.
     *
     * @param bytes where they are
     * @param offset of the first
     * @param length how many
     */
    public void bytes(byte[] bytes, int offset, int length) {
        number(length);
        need(length);
        System.arraycopy(bytes, offset, data, size, length);
        size += length;
    }

    /**
     * Begins a table.
     *
     * @return where its count of values belongs, for {@link #sequence}
     */
    public int table() {
        tag(TABLE);
        int at = size;
        bits(0, Integer.BYTES);
        return at;
    }

    /**
     * Writes how many values a table began with.
     *
     * @param at what {@link #table} gave
     * @param count how many
     */
    public void sequence(int at, int count) {
        for (int i = 0; i < Integer.BYTES; i++) {
            data[at + i] = (byte) (count >>> 8 * i);
        }
    }

    /**
     * Keeps a prototype.
     *
     * @param prototype what the reader gets under the number
     */
    public void prototype(Object prototype) {
        if (prototypes.isEmpty()) {
            prototypes = new ArrayList<>(2);
        }
        int known = prototypes.indexOf(prototype);
        if (known < 0) {
            known = prototypes.size();
            prototypes.add(prototype);
        }
        number(known);
    }

    /**
     * Ends the parcel.
     *
     * @param count how many values were written
     * @return the parcel
     */
    public LuaParcel end(int count) {
        if (size > most) {
            throw new LuaScriptError(what + ": " + size + " bytes, more than the " + most
                    + " that may travel at once");
        }
        LuaParcel parcel = new LuaParcel(Arrays.copyOf(data, size), count, prototypes);
        if (data.length > MOST_KEPT) {
            data = new byte[FIRST_SIZE];
        }
        return parcel;
    }

    /**
     * A function of which only the text is known.
     *
     * @param name its name, for traces
     * @param source the text
     * @return the code
     */
    public static LuaCode code(String name, LuaCode.Source source) {
        ParcelWriter writer = new ParcelWriter();
        byte[] upvalues = source.upvalues().data();
        writer.begin(source.chunk(), Integer.MAX_VALUE);
        writer.tag(SOURCE);
        writer.prototype(source);
        writer.need(upvalues.length);
        System.arraycopy(upvalues, 0, writer.data, writer.size, upvalues.length);
        writer.size += upvalues.length;
        writer.tag(END);
        return new LuaCode(name, source.chunk(), source.line(), writer.end(1));
    }
}
