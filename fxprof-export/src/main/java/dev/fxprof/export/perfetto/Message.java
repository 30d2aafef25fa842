package dev.fxprof.export.perfetto;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Puts a message together that is written seldom; those of spans are laid into the buffer directly. */
final class Message {
    /** Most bytes of a name, as in the other formats. */
    static final int LONGEST_TEXT = 768;

    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int DELIMITED = 2;
    private static final int TYPE_BITS = 3;

    /** Stands for half a surrogate pair, which has no UTF-8 form. */
    private static final byte[] REPLACEMENT = "\uFFFD".getBytes(StandardCharsets.UTF_8);

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);
    private final byte[] scratch = new byte[Wire.LONGEST];

    Message number(int field, long value) {
        varint((long) field << TYPE_BITS | VARINT);
        varint(value);
        return this;
    }

    Message flag(int field) {
        return number(field, 1);
    }

    Message fixed(int field, long value) {
        varint((long) field << TYPE_BITS | FIXED64);
        bytes.write(scratch, 0, Wire.fixed64(scratch, 0, value));
        return this;
    }

    Message real(int field, double value) {
        return fixed(field, Double.doubleToRawLongBits(value));
    }

    /** Adds a name, as valid UTF-8, cut between two characters where it is too long. */
    Message text(int field, String value) {
        ByteBuffer room = ByteBuffer.allocate(Math.min(LONGEST_TEXT, 3 * value.length()));
        StandardCharsets.UTF_8.newEncoder().onMalformedInput(CodingErrorAction.REPLACE)
                .replaceWith(REPLACEMENT)
                .encode(CharBuffer.wrap(value), room, true);
        return bytes(field, room.array(), room.position());
    }

    Message message(int field, Message value) {
        byte[] content = value.toBytes();
        return bytes(field, content, content.length);
    }

    private Message bytes(int field, byte[] content, int length) {
        varint((long) field << TYPE_BITS | DELIMITED);
        varint(length);
        bytes.write(content, 0, length);
        return this;
    }

    private void varint(long value) {
        bytes.write(scratch, 0, Wire.varint(scratch, 0, value));
    }

    byte[] toBytes() {
        return bytes.toByteArray();
    }
}
