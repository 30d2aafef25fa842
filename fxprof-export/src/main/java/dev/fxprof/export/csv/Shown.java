package dev.fxprof.export.csv;

/** Text of a file within a message. */
final class Shown {
    private static final int LONGEST = 40;

    private Shown() {
    }

    /** Its beginning, on one line. */
    static String of(String text) {
        String part = text.substring(0, Math.min(LONGEST, text.length()));
        return part.replaceAll("[\\p{Cntrl}\\p{Cf}]", "?") + (part.equals(text) ? "" : "…");
    }
}
