package dev.fxprof.lua.common;

import dev.fxprof.lua.LuaParcel;
import java.nio.charset.StandardCharsets;

/** Reads what {@link ParcelWriter} wrote. */
public final class ParcelReader {
    private final LuaParcel parcel;
    private final byte[] data;
    private int at;

    /**
     * A reader.
     *
     * @param parcel what to read
     */
    public ParcelReader(LuaParcel parcel) {
        this(parcel, 0);
    }

    /** A reader from a byte on. */
    ParcelReader(LuaParcel parcel, int at) {
        this.parcel = parcel;
        this.data = parcel.data();
        this.at = at;
    }

    /**
     * Reads a tag.
     *
     * @return one of the constants of {@link ParcelWriter}
     */
    public int tag() {
        return data[at++];
    }

    /**
     * Reads a whole number.
     *
     * @return the number
     */
    public long number() {
        long number = 0;
        int shift = 0;
        byte next;
        do {
            next = data[at++];
            number |= (long) (next & 0x7F) << shift;
            shift += 7;
        } while (next < 0);
        return number;
    }

    /**
     * Reads what follows the tag of an integer.
     *
     * @return the value
     */
    public long integer() {
        long number = number();
        return number >>> 1 ^ -(number & 1);
    }

    /**
     * Reads what follows the tag of a float.
     *
     * @return the value
     */
    public double real() {
        return Double.longBitsToDouble(bits(Double.BYTES));
    }

    /**
     * Reads a component of a vector.
     *
     * @return the value
     */
    public float component() {
        return Float.intBitsToFloat((int) bits(Float.BYTES));
    }

    private long bits(int bytes) {
        long bits = 0;
        for (int i = 0; i < bytes; i++) {
            bits |= (data[at++] & 0xFFL) << 8 * i;
        }
        return bits;
    }

    /**
     * Reads what follows the tag of a string, in place.
     *
     * @return how many bytes; they begin at {@link #start}
     */
    public int length() {
        int length = (int) number();
        at += length;
        return length;
    }

    /**
     * Where the bytes of a string lie.
     *
     * @param length what {@link #length()} gave
     * @return index of the first in the parcel's data
     */
    public int start(int length) {
        return at - length;
    }

    /**
     * Reads what follows the tag of a string.
     *
     * @return the text
     */
    public String text() {
        int length = length();
        return new String(data, at - length, length, StandardCharsets.UTF_8);
    }

    /**
     * Reads how many values a table begins with.
     *
     * @return the count
     */
    public int sequence() {
        return (int) bits(Integer.BYTES);
    }

    /**
     * Whether a table ends here; its end is read then.
     *
     * @return true if so
     */
    public boolean isEnd() {
        if (data[at] != ParcelWriter.END) {
            return false;
        }
        at++;
        return true;
    }

    /**
     * Reads the number of a prototype.
     *
     * @return the prototype
     */
    public Object prototype() {
        return parcel.prototypes().get((int) number());
    }
}
