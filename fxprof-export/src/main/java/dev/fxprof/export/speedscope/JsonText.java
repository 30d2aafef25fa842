package dev.fxprof.export.speedscope;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** JSON that is put together in a buffer which is used again. */
final class JsonText {
    private byte[] bytes = new byte[256];
    private int size;

    byte[] bytes() {
        return bytes;
    }

    int size() {
        return size;
    }

    JsonText clear() {
        size = 0;
        return this;
    }

    JsonText add(String ascii) {
        int length = ascii.length();
        reserve(length);
        for (int i = 0; i < length; i++) {
            bytes[size++] = (byte) ascii.charAt(i);
        }
        return this;
    }

    JsonText add(long number) {
        return add(Long.toString(number));
    }

    /** Adds a string in quotes, whatever is in it. */
    JsonText quote(String text) {
        StringBuilder safe = new StringBuilder(text.length() + 16).append('"');
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == '"' || character == '\\') {
                safe.append('\\').append(character);
            } else if (character < ' ' || character == '<' || character == 0x7F
                    || character == '\u2028' || character == '\u2029' || isAlone(text, i)) {
                safe.append("\\u%04x".formatted((int) character));
            } else {
                safe.append(character);
            }
        }
        byte[] encoded = safe.append('"').toString().getBytes(StandardCharsets.UTF_8);
        reserve(encoded.length);
        System.arraycopy(encoded, 0, bytes, size, encoded.length);
        size += encoded.length;
        return this;
    }

    /** Whether a character is half of a pair whose other half is missing. */
    private static boolean isAlone(String text, int at) {
        char character = text.charAt(at);
        if (Character.isHighSurrogate(character)) {
            return at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1));
        }
        return Character.isLowSurrogate(character)
                && (at == 0 || !Character.isHighSurrogate(text.charAt(at - 1)));
    }

    private void reserve(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(size + more, 2 * bytes.length));
        }
    }
}
