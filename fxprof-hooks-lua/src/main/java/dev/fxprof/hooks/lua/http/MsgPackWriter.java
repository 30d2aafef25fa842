package dev.fxprof.hooks.lua.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Writes msgpack as a server's scripts read it: bytes travel as text, whose bytes they do not look at. */
final class MsgPackWriter {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    MsgPackWriter map(int count) {
        out.write(0x80 | count);
        return this;
    }

    MsgPackWriter list(int count) {
        if (count < 16) {
            out.write(0x90 | count);
        } else {
            out.write(0xDD);
            integer(count);
        }
        return this;
    }

    MsgPackWriter text(String text) {
        return text(text.getBytes(StandardCharsets.UTF_8));
    }

    MsgPackWriter text(byte[] bytes) {
        if (bytes.length < 32) {
            out.write(0xA0 | bytes.length);
        } else {
            out.write(0xDB);
            integer(bytes.length);
        }
        out.writeBytes(bytes);
        return this;
    }

    private void integer(int value) {
        out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(value).array());
    }

    /** A whole number, 0 or more. */
    MsgPackWriter number(long number) {
        if (number < 0x80) {
            out.write((int) number);
        } else {
            out.write(0xCF);
            out.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
        }
        return this;
    }

    byte[] bytes() {
        return out.toByteArray();
    }
}
