package dev.fxprof.hooks.win64.agent;

import java.util.List;
import java.util.stream.Collectors;

/** Words as one command line of Windows, which each program splits again by the rules of its C library. */
public final class CommandLine {
    private CommandLine() {
    }

    /**
     * Joins words so that a program finds them as they are.
     *
     * @param words a program, whose path holds no quotation mark, and its arguments
     * @return the command line
     */
    public static String of(List<String> words) {
        String program = words.getFirst();
        String first = program.contains(" ") ? '"' + program + '"' : program;
        return words.size() == 1
                ? first
                : words.stream().skip(1).map(CommandLine::quoted)
                        .collect(Collectors.joining(" ", first + " ", ""));
    }

    /** Backslashes stand for themselves, but before a quotation mark: there each takes another. */
    private static String quoted(String word) {
        if (!word.isEmpty() && word.chars().noneMatch(c -> c == ' ' || c == '\t' || c == '"')) {
            return word;
        }
        StringBuilder quoted = new StringBuilder("\"");
        int backslashes = 0;
        for (char c : word.toCharArray()) {
            if (c == '"') {
                quoted.repeat('\\', backslashes + 1);
            }
            backslashes = c == '\\' ? backslashes + 1 : 0;
            quoted.append(c);
        }
        return quoted.repeat('\\', backslashes).append('"').toString();
    }
}
