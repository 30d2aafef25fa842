package dev.fxprof.lua.common;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Finds a name for every function of a source in the text around its definition. */
public final class FunctionNames {
    private static final int LONGEST_EVENT = 64;

    private final List<Token> tokens;
    private final List<String> names = new ArrayList<>();

    /** Indices of the brackets and blocks that are open. */
    private final Deque<Integer> open = new ArrayDeque<>();

    private FunctionNames(List<Token> tokens) {
        this.tokens = tokens;
    }

    /** Names in order of the keyword {@code function}; an empty string where nothing names it. */
    public static List<String> of(String source) {
        FunctionNames finder = new FunctionNames(Tokenizer.tokens(source));
        finder.scan();
        return finder.names;
    }

    private void scan() {
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (token.isString() || isField(i)) {
                continue;
            }
            switch (token.text()) {
                case "function" -> {
                    names.add(name(i));
                    open.push(i);
                }
                case "if", "do", "repeat", "(", "[", "{" -> open.push(i);
                case "end", "until", ")", "]", "}" -> open.poll();
                default -> {
                }
            }
        }
    }

    /** A name after a dot or colon is never a keyword. */
    private boolean isField(int i) {
        return at(i).isName() && (at(i - 1).is(".") || at(i - 1).is(":"));
    }

    private Token at(int i) {
        return i >= 0 && i < tokens.size() ? tokens.get(i) : new Token(Token.Type.SYMBOL, "");
    }

    private String name(int i) {
        if (at(i + 1).isName()) {
            return statementName(i + 1);
        }
        Token before = at(i - 1);
        if (before.is("=")) {
            return targetName(i - 2);
        }
        Integer bracket = open.peek();
        if (bracket != null && at(bracket).is("(") && (before.is("(") || before.is(","))) {
            return argumentName(bracket, i);
        }
        return "";
    }

    /** {@code function a.b:c}. */
    private String statementName(int start) {
        StringBuilder name = new StringBuilder();
        for (int i = start; at(i).isName() || at(i).is(".") || at(i).is(":"); i++) {
            name.append(at(i).text());
        }
        return name.toString();
    }

    /** The target of an assignment that ends at a token. */
    private String targetName(int end) {
        int start = chainStart(end);
        if (start > end) {
            return "";
        }
        boolean inTable = !open.isEmpty() && at(open.peek()).is("{");
        int first = start;
        int last = end;
        while (!inTable && at(first - 1).is(",") && chainStart(first - 2) <= first - 2) {
            last = first - 2;
            first = chainStart(last);
        }
        return text(first, last);
    }

    /** First token of a chain like {@code a.b['c']} that ends at a token, or one past its end. */
    private int chainStart(int end) {
        int i = end;
        int start = end + 1;
        while (i >= 0) {
            if (at(i).is("]")) {
                int bracket = bracketStart(i);
                if (bracket < 0) {
                    return start;
                }
                start = bracket;
                i = bracket - 1;
                if (!at(i).isName() && !at(i).is("]") || isKeyword(at(i))) {
                    return start;
                }
            } else if (at(i).isName() && !isKeyword(at(i))) {
                start = i;
                if (!at(i - 1).is(".") && !at(i - 1).is(":")) {
                    return start;
                }
                i -= 2;
            } else {
                return start;
            }
        }
        return start;
    }

    /** Opening bracket of an index that is one constant or name, else -1. */
    private int bracketStart(int close) {
        return at(close - 2).is("[") && at(close - 1).type() != Token.Type.SYMBOL ? close - 2 : -1;
    }

    private static boolean isKeyword(Token token) {
        return switch (token.text()) {
            case "and", "do", "else", "elseif", "end", "if", "in", "local", "not", "or", "repeat",
                    "return", "then", "until", "while", "for", "function" ->
                true;
            default -> false;
        };
    }

    private String text(int first, int last) {
        StringBuilder name = new StringBuilder();
        for (int i = first; i <= last; i++) {
            if (at(i).is("[") && at(i + 1).isString()) {
                name.append(name.isEmpty() ? "" : ".").append(at(i + 1).text());
                i += 2;
            } else {
                name.append(at(i).text());
            }
        }
        return name.toString();
    }

    /** {@code AddEventHandler('name', function} gives {@code AddEventHandler 'name' handler}. */
    private String argumentName(int bracket, int function) {
        int start = chainStart(bracket - 1);
        if (start >= bracket) {
            return "";
        }
        String callee = text(start, bracket - 1);
        Token first = at(bracket + 1);
        boolean event = first.isString() && bracket + 1 < function && at(bracket + 2).is(",");
        return callee + (event ? " '" + shorten(first.text()) + "'" : "") + " handler";
    }

    private static String shorten(String text) {
        return text.length() <= LONGEST_EVENT ? text : text.substring(0, LONGEST_EVENT);
    }
}
