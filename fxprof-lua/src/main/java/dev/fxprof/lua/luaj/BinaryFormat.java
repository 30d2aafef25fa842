package dev.fxprof.lua.luaj;

import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;

/** Walks through the format of string.pack, option by option; sizes are those of a 64-bit server. */
final class BinaryFormat {
    /** What an option packs. */
    enum Kind {
        INTEGER, FLOAT, FIXED, COUNTED, ZERO_ENDED, PADDING, NOTHING
    }

    private static final int MOST_BYTES = 16;

    Kind kind = Kind.NOTHING;
    int size;
    boolean isSigned;
    boolean isLittle = true;

    private final String text;
    private int at;
    private int most = 1;
    private int alignment = 1;

    BinaryFormat(LuaString text) {
        this.text = text.tojstring();
    }

    /** Moves to the next option; false at the end. */
    boolean next() {
        if (at >= text.length()) {
            return false;
        }
        alignment = 1;
        isSigned = false;
        read(text.charAt(at++));
        return true;
    }

    private void read(char option) {
        switch (option) {
            case 'b' -> integer(1, true);
            case 'B' -> integer(1, false);
            case 'h' -> integer(2, true);
            case 'H' -> integer(2, false);
            case 'i' -> integer(limited(4), true);
            case 'I' -> integer(limited(4), false);
            case 'l', 'j' -> integer(8, true);
            case 'L', 'J', 'T' -> integer(8, false);
            case 'f' -> is(Kind.FLOAT, 4, 4);
            case 'd', 'n' -> is(Kind.FLOAT, 8, 8);
            case 's' -> {
                int bytes = limited(8);
                is(Kind.COUNTED, bytes, bytes);
            }
            case 'c' -> {
                is(Kind.FIXED, number(-1), 1);
                if (size == -1) {
                    throw new LuaError("missing size for format option 'c'");
                }
            }
            case 'z' -> is(Kind.ZERO_ENDED, 0, 1);
            case 'x' -> is(Kind.PADDING, 1, 1);
            case 'X' -> align();
            default -> set(option);
        }
    }

    private void set(char option) {
        switch (option) {
            case '<', '=' -> isLittle = true;
            case '>' -> isLittle = false;
            case '!' -> most = limited(8);
            case ' ' -> {
            }
            default -> throw new LuaError("invalid format option '" + option + "'");
        }
        is(Kind.NOTHING, 0, 1);
    }

    /** X: aligned as the option after it would be. */
    private void align() {
        if (at >= text.length()) {
            throw new LuaError("invalid next option for option 'X'");
        }
        read(text.charAt(at++));
        if (kind == Kind.FIXED || size == 0 || kind == Kind.PADDING) {
            throw new LuaError("invalid next option for option 'X'");
        }
        is(Kind.NOTHING, 0, size);
    }

    private void integer(int bytes, boolean signed) {
        is(Kind.INTEGER, bytes, bytes);
        isSigned = signed;
    }

    private void is(Kind what, int bytes, int aligned) {
        kind = what;
        size = bytes;
        alignment = aligned;
    }

    private int limited(int otherwise) {
        int number = number(otherwise);
        if (number < 1 || number > MOST_BYTES) {
            throw new LuaError("integral size (" + number + ") out of limits [1," + MOST_BYTES
                    + "]");
        }
        return number;
    }

    private int number(int otherwise) {
        int from = at;
        long number = 0;
        while (at < text.length() && Character.digit(text.charAt(at), 10) >= 0
                && number < Integer.MAX_VALUE / 10) {
            number = number * 10 + Character.digit(text.charAt(at++), 10);
        }
        return at == from ? otherwise : (int) number;
    }

    /** Bytes to leave before the option so that it is aligned. */
    int padding(int position) {
        int aligned = Math.min(alignment, most);
        if (aligned <= 1) {
            return 0;
        }
        if (Integer.bitCount(aligned) != 1) {
            throw new LuaError("bad argument #1 (format asks for alignment not power of 2)");
        }
        return -position & aligned - 1;
    }
}
