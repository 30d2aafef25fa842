package dev.fxprof.export.chrome;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * JSON strings from names that scripts and players chose.
 *
 * <p>The result is valid UTF-8 whatever the name holds, and stays harmless within an HTML page.
 */
final class JsonText {
    /** Most bytes of one string, so that no event outgrows a page. */
    static final int LONGEST = 768;

    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private JsonText() {
    }

    /** Appends a string in quotes, cut to {@value #LONGEST} bytes between two characters. */
    static void quote(ByteArrayOutputStream to, String text) {
        to.write('"');
        int room = LONGEST;
        for (int i = 0; i < text.length();) {
            int character = text.codePointAt(i);
            i += Character.charCount(character);
            byte[] bytes = escaped(character);
            room -= bytes.length;
            if (room < 0) {
                break;
            }
            to.writeBytes(bytes);
        }
        to.write('"');
    }

    private static byte[] escaped(int character) {
        String text = switch (character) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            // Ends a script element, or a line within one.
            case '<', 0x2028, 0x2029 -> hex(character);
            default -> {
                if (character < 0x20 || character == 0x7F) {
                    yield hex(character);
                }
                // Half a surrogate pair has no UTF-8 form.
                yield character >= 0xD800 && character <= 0xDFFF
                        ? "\uFFFD"
                        : Character.toString(character);
            }
        };
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String hex(int character) {
        return "\\u" + HEX[character >> 12] + HEX[character >> 8 & 15] + HEX[character >> 4 & 15]
                + HEX[character & 15];
    }
}
