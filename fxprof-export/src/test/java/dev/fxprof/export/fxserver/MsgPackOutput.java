package dev.fxprof.export.fxserver;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Packs as msgpack-c does: in the shortest form, with strings of 8 bits. */
final class MsgPackOutput {
    private final DataOutputStream out;

    MsgPackOutput(OutputStream to) {
        out = new DataOutputStream(to);
    }

    void map(int pairs) throws IOException {
        out.writeByte(0x80 | pairs);
    }

    void array(int size) throws IOException {
        if (size < 16) {
            out.writeByte(0x90 | size);
        } else if (size < 1 << 16) {
            out.writeByte(0xDC);
            out.writeShort(size);
        } else {
            out.writeByte(0xDD);
            out.writeInt(size);
        }
    }

    void unsigned(long value) throws IOException {
        if (value >= 0 && value < 128) {
            out.writeByte((int) value);
        } else if (value >= 0 && value < 1 << 8) {
            out.writeByte(0xCC);
            out.writeByte((int) value);
        } else if (value >= 0 && value < 1 << 16) {
            out.writeByte(0xCD);
            out.writeShort((int) value);
        } else if (value >= 0 && value < 1L << 32) {
            out.writeByte(0xCE);
            out.writeInt((int) value);
        } else {
            out.writeByte(0xCF);
            out.writeLong(value);
        }
    }

    void signed(long value) throws IOException {
        if (value >= 0) {
            unsigned(value);
        } else if (value >= -32) {
            out.writeByte((int) value);
        } else if (value >= Byte.MIN_VALUE) {
            out.writeByte(0xD0);
            out.writeByte((int) value);
        } else if (value >= Short.MIN_VALUE) {
            out.writeByte(0xD1);
            out.writeShort((int) value);
        } else if (value >= Integer.MIN_VALUE) {
            out.writeByte(0xD2);
            out.writeInt((int) value);
        } else {
            out.writeByte(0xD3);
            out.writeLong(value);
        }
    }

    void string(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length < 32) {
            out.writeByte(0xA0 | bytes.length);
        } else if (bytes.length < 1 << 8) {
            out.writeByte(0xD9);
            out.writeByte(bytes.length);
        } else {
            out.writeByte(0xDA);
            out.writeShort(bytes.length);
        }
        out.write(bytes);
    }
}
