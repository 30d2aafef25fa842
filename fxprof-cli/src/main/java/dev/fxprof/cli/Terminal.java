package dev.fxprof.cli;

import java.util.regex.Pattern;

/** Text that contains names and messages of scripts, made safe for a terminal. */
final class Terminal {
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}&&[^\t\n]]");

    private Terminal() {
    }

    /** Puts a question mark in the place of each control character; tabs and line ends stay. */
    static String safe(String text) {
        return CONTROL.matcher(text).replaceAll("?");
    }
}
