package dev.fxprof.api;

import java.io.IOException;

/** A file does not hold what its reader expects; the message is one sentence that says what and where. */
public final class MalformedTraceException extends IOException {
    private static final long serialVersionUID = 1;
    /** A file's own text may be as long as the file. */
    private static final int LONGEST = 400;

    /**
     * A sentence for the user.
     *
     * @param sentence names the file, the place in it and what was expected
     */
    public MalformedTraceException(String sentence) {
        super(printable(sentence));
    }

    /** Values from the file may hold what moves a terminal's cursor or turns its text. */
    private static String printable(String sentence) {
        return sentence.codePoints().limit(LONGEST).map(c -> switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE,
                    Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                '?';
            default -> c;
        }).collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /**
     * A sentence in the form that all readers use.
     *
     * @param source the file
     * @param at byte offset in the decompressed content, or a negative number for none
     * @param problem what is wrong there and what was expected
     * @return the exception
     */
    public static MalformedTraceException at(TraceSource source, long at, String problem) {
        return new MalformedTraceException(
                source.name() + (at < 0 ? ": " : ": at byte " + at + ": ") + problem);
    }
}
