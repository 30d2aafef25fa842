package dev.fxprof.export.flamegraph;

/** Text within XML and HTML, whoever chose it. */
final class Xml {
    private Xml() {
    }

    /** Text as content or as the value of an attribute. */
    static String escape(String text) {
        StringBuilder safe = null;
        for (int i = 0; i < text.length(); i++) {
            String instead = switch (text.charAt(i)) {
                case '&' -> "&amp;";
                case '<' -> "&lt;";
                case '>' -> "&gt;";
                case '"' -> "&quot;";
                case '\'' -> "&#39;";
                default -> null;
            };
            if (instead != null && safe == null) {
                safe = new StringBuilder(text.length() + 16).append(text, 0, i);
            }
            if (safe != null && instead != null) {
                safe.append(instead);
            } else if (safe != null) {
                safe.append(text.charAt(i));
            }
        }
        return safe == null ? text : safe.toString();
    }
}
