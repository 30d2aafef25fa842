package dev.fxprof.export.report;

/** Text of scripts and players within GitHub's Markdown, so that it has no effect of its own. */
public final class Markdown {
    private Markdown() {
    }

    /** A code span, with more backticks around it than there are in it. */
    static String code(String text) {
        int longest = 0;
        int run = 0;
        for (int i = 0; i < text.length(); i++) {
            run = text.charAt(i) == '`' ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        String fence = "`".repeat(longest + 1);
        return longest == 0 ? fence + text + fence : fence + " " + text + " " + fence;
    }

    /**
     * Puts a backslash before all that Markdown, HTML or a mention could begin with.
     *
     * @param text one line
     * @return the same as Markdown
     */
    public static String plain(String text) {
        StringBuilder plain = new StringBuilder();
        text.codePoints().forEach(character -> {
            if (character == '@') {
                // A backslash does not keep a mention from being one.
                plain.append("&#64;");
            } else {
                plain.append("\\`*_{}[]<>#|~&".indexOf(character) >= 0 ? "\\" : "")
                        .appendCodePoint(character);
            }
        });
        return plain.toString();
    }
}
