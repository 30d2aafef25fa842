package dev.fxprof.lua.common;

import dev.fxprof.lua.LuaParcel;
import dev.fxprof.lua.LuaScriptError;
import java.util.List;

/**
 * Looks through values that another process wrote in the form of {@link ParcelWriter}, so that no VM is
 * given what it cannot read. They hold no functions, and nothing that stands for something of a process.
 */
public final class ParcelCheck {
    private static final int MOST_LEVELS = 500;
    private static final int VARINT_BYTES = 10;

    private final byte[] data;
    private final String what;
    private int at;
    private long tables;

    private ParcelCheck(byte[] data, String what) {
        this.data = data;
        this.what = what;
    }

    /**
     * Values as a parcel.
     *
     * @param data the values; must not be changed any more
     * @param count how many there are
     * @param what what they are, as an error names them
     * @return the parcel
     * @throws LuaScriptError if they are not in that form, or not such as may leave a process
     */
    public static LuaParcel values(byte[] data, int count, String what) {
        ParcelCheck check = new ParcelCheck(data, what);
        try {
            for (int i = 0; i < count; i++) {
                check.value(check.next(), 0);
            }
        } catch (ArrayIndexOutOfBoundsException e) {
            throw new LuaScriptError(what + ": ends after " + data.length
                    + " bytes, within a value");
        }
        if (check.at != data.length) {
            throw check.wrong("bytes after the last of " + count + " values");
        }
        return count == 0 ? LuaParcel.EMPTY : new LuaParcel(data, count, List.of());
    }

    private LuaScriptError wrong(String found) {
        return new LuaScriptError(what + ": " + found + " at byte " + at);
    }

    private int next() {
        return data[at++];
    }

    private void skip(long bytes) {
        if (bytes < 0 || bytes > data.length - at) {
            throw wrong("a value of " + bytes + " bytes");
        }
        at += (int) bytes;
    }

    private long number() {
        long number = 0;
        for (int i = 0; i < VARINT_BYTES; i++) {
            byte next = data[at++];
            number |= (long) (next & 0x7F) << 7 * i;
            if (next >= 0) {
                return number;
            }
        }
        throw wrong("a number that does not end");
    }

    private void value(int tag, int depth) {
        switch (tag) {
            case ParcelWriter.NIL, ParcelWriter.FALSE, ParcelWriter.TRUE -> {
            }
            case ParcelWriter.INTEGER -> number();
            case ParcelWriter.FLOAT -> skip(Double.BYTES);
            case ParcelWriter.STRING -> skip(number());
            case ParcelWriter.TABLE -> table(depth + 1);
            case ParcelWriter.AGAIN -> {
                long number = number();
                if (number < 0 || number >= tables) {
                    throw wrong("table " + number + " of " + tables);
                }
            }
            case ParcelWriter.VECTOR -> vector();
            case ParcelWriter.TRANSFER ->
                throw new LuaScriptError(what + ": a handle or a channel cannot leave its process");
            default -> throw wrong("tag " + tag);
        }
    }

    private void vector() {
        int kind = next();
        if (kind < 2 || kind > 5) {
            throw wrong("vector of kind " + kind);
        }
        skip((long) Float.BYTES * Math.min(kind, 4));
    }

    private void table(int depth) {
        if (depth > MOST_LEVELS) {
            throw new LuaScriptError(
                    what + ": tables nested deeper than " + MOST_LEVELS + " levels");
        }
        tables++;
        int start = at;
        skip(Integer.BYTES);
        long count = new ParcelReader(new LuaParcel(data, 0, List.of()), start).sequence();
        if (count < 0 || count > data.length - at) {
            throw wrong("a list of " + count);
        }
        for (long i = 0; i < count; i++) {
            value(next(), depth);
        }
        int tag = next();
        while (tag != ParcelWriter.END) {
            key(tag, depth);
            value(next(), depth);
            tag = next();
        }
    }

    /** Nil and what is not a number are no keys. */
    private void key(int tag, int depth) {
        int start = at;
        value(tag, depth);
        if (tag == ParcelWriter.NIL || tag == ParcelWriter.FLOAT && Double.isNaN(
                new ParcelReader(new LuaParcel(data, 0, List.of()), start).real())) {
            throw wrong("a key that is none");
        }
    }
}
