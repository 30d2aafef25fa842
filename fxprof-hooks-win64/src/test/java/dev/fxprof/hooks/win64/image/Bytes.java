package dev.fxprof.hooks.win64.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Bytes of a file under construction, little-endian. */
public final class Bytes {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    public Bytes u8(int... values) {
        for (int value : values) {
            bytes.write(value);
        }
        return this;
    }

    public Bytes u16(int... values) {
        for (int value : values) {
            u8(value, value >> 8);
        }
        return this;
    }

    public Bytes u32(long... values) {
        for (long value : values) {
            u16((int) value, (int) (value >> 16));
        }
        return this;
    }

    public Bytes u64(long... values) {
        for (long value : values) {
            u32(value, value >> 32);
        }
        return this;
    }

    public Bytes text(String text) {
        return bytes(text.getBytes(StandardCharsets.UTF_8)).u8(0);
    }

    public Bytes bytes(byte[] some) {
        bytes.writeBytes(some);
        return this;
    }

    /** Zeros up to a length, or to a multiple of it. */
    public Bytes upTo(int length) {
        bytes.writeBytes(new byte[Math.max(0, length - bytes.size())]);
        return this;
    }

    public Bytes align(int multiple) {
        return upTo((bytes.size() + multiple - 1) / multiple * multiple);
    }

    public int size() {
        return bytes.size();
    }

    public byte[] array() {
        return bytes.toByteArray();
    }

    /** A copy with four bytes replaced. */
    public static byte[] with32(byte[] file, int at, long value) {
        byte[] copy = file.clone();
        ByteBuffer.wrap(copy).order(ByteOrder.LITTLE_ENDIAN).putInt(at, (int) value);
        return copy;
    }

    /** A copy with two bytes replaced. */
    public static byte[] with16(byte[] file, int at, int value) {
        byte[] copy = file.clone();
        ByteBuffer.wrap(copy).order(ByteOrder.LITTLE_ENDIAN).putShort(at, (short) value);
        return copy;
    }
}
