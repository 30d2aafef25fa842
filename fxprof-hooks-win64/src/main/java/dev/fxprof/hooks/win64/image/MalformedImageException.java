package dev.fxprof.hooks.win64.image;

import java.io.IOException;

/**
 * A program, library or symbol file does not hold what its format asks for; the message is one sentence
 * that names the file, the byte in it and what was expected there.
 */
public final class MalformedImageException extends IOException {
    private static final long serialVersionUID = 1L;
    /** A name in a damaged file may be as long as the file. */
    private static final int LONGEST = 400;

    /**
     * A sentence for the user.
     *
     * @param file the file
     * @param at offset in it, in bytes, without a sign
     * @param expected what should stand there
     */
    public MalformedImageException(String file, long at, String expected) {
        super(printable(
                file + ": at byte " + Long.toUnsignedString(at) + ": expected " + expected));
    }

    /** Names from the file may hold what moves a terminal's cursor. */
    private static String printable(String sentence) {
        return sentence.codePoints().limit(LONGEST).map(c -> switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE,
                    Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                '?';
            default -> c;
        }).collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
