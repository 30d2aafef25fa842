package dev.fxprof.hooks.lua.install;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line of source, whatever its blanks: indentation is nothing, and a blank counts only between two
 * words. {@code $name} stands for an identifier.
 */
final class LinePattern {
    private static final Pattern VARIABLE = Pattern.compile("\\$([A-Za-z]\\w*)");
    private static final Pattern NEEDLESS_BLANKS = Pattern
            .compile("(?<![\\w$])\\s+|\\s+(?![\\w$])");
    private static final String IDENTIFIER = "[A-Za-z_]\\w*";

    private final List<String> variables = new ArrayList<>();
    private final Pattern pattern;

    /**
     * @param line the line, with variables
     * @param bound identifiers that variables stand for already
     */
    LinePattern(String line, Map<String, String> bound) {
        String normal = normal(line);
        Matcher variable = VARIABLE.matcher(normal);
        StringBuilder regex = new StringBuilder();
        int from = 0;
        while (variable.find()) {
            regex.append(Pattern.quote(normal.substring(from, variable.start())));
            regex.append(placeholder(variable.group(1), bound));
            from = variable.end();
        }
        pattern = Pattern.compile(regex.append(Pattern.quote(normal.substring(from))).toString());
    }

    private String placeholder(String variable, Map<String, String> bound) {
        if (bound.containsKey(variable)) {
            return Pattern.quote(bound.get(variable));
        }
        if (variables.contains(variable)) {
            return "\\" + (variables.indexOf(variable) + 1) + "(?!\\w)";
        }
        variables.add(variable);
        return "(" + IDENTIFIER + ")";
    }

    /**
     * What the variables stand for in a line.
     *
     * @param line a line of source
     * @return identifiers by variable, or empty if the line is another one
     */
    Optional<Map<String, String>> match(String line) {
        Matcher matcher = pattern.matcher(normal(line));
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Map<String, String> found = new HashMap<>();
        for (int i = 0; i < variables.size(); i++) {
            found.put(variables.get(i), matcher.group(i + 1));
        }
        return Optional.of(found);
    }

    /** Puts identifiers in the place of variables; those that stand for none stay. */
    static String fill(String text, Map<String, String> bound) {
        return VARIABLE.matcher(text).replaceAll(
                variable -> Matcher
                        .quoteReplacement(bound.getOrDefault(variable.group(1), variable.group())));
    }

    private static String normal(String line) {
        return NEEDLESS_BLANKS.matcher(line.strip()).replaceAll("").replaceAll("\\s+", " ");
    }
}
