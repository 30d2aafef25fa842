package dev.fxprof.lua.luaj;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts LuaJ's run-time errors into the words of Lua. */
final class Messages {
    private static final Pattern INDEX = Pattern.compile("attempt to index \\? \\(a (.*) value\\)");
    private static final Pattern SET_INDEX = Pattern.compile("index expected, got (.*)");
    private static final Pattern UNARY = Pattern.compile(
            "attempt to (call|get length of|perform arithmetic on) ([a-z]+)");
    private static final Pattern BINARY = Pattern.compile(
            "attempt to perform arithmetic __[a-z]+ on ([a-z]+) and ([a-z]+)");
    private static final Pattern COMPARE = Pattern.compile(
            "attempt to compare __[a-z]+ on ([a-z]+) and ([a-z]+)");
    private static final Pattern CONCATENATE = Pattern.compile(
            "attempt to concatenate ([a-z]+) and ([a-z]+)");

    private Messages() {
    }

    static String translate(String message) {
        Matcher set = SET_INDEX.matcher(message);
        if (set.matches()) {
            return "attempt to index a " + set.group(1) + " value";
        }
        if (!message.startsWith("attempt to ")) {
            return message;
        }
        Matcher m = INDEX.matcher(message);
        if (m.matches()) {
            return "attempt to index a " + m.group(1) + " value";
        }
        m = UNARY.matcher(message);
        if (m.matches()) {
            return "attempt to " + m.group(1) + " a " + m.group(2) + " value";
        }
        m = BINARY.matcher(message);
        if (m.matches()) {
            return "attempt to perform arithmetic on a " + culprit(m) + " value";
        }
        m = CONCATENATE.matcher(message);
        if (m.matches()) {
            return "attempt to concatenate a " + culprit(m) + " value";
        }
        m = COMPARE.matcher(message);
        if (!m.matches()) {
            return message;
        }
        return m.group(1).equals(m.group(2))
                ? "attempt to compare two " + m.group(1) + " values"
                : "attempt to compare " + m.group(1) + " with " + m.group(2);
    }

    /** The operand that does not fit: numbers and strings do. */
    private static String culprit(Matcher operands) {
        String first = operands.group(1);
        return first.equals("number") || first.equals("string") ? operands.group(2) : first;
    }
}
