package dev.fxprof.lua.syntax;

import static dev.fxprof.lua.syntax.TokenKind.*;

/** Expressions. */
abstract class ExpressionParser extends Parser {
    /** What a suffixed expression was, for a statement that goes on after it. */
    static final class Suffixed {
        int start;
        /** The name, if it is nothing else. */
        String name;
        boolean isCall;
        /** The last suffix if it is an index: where it begins and ends, and its name if it has one. */
        int index = -1;
        int indexEnd;
        String field;
        /** The whole as text that may be evaluated twice, or null. */
        String twice;
        boolean isRewritten;

        boolean isVariable() {
            return name != null || index >= 0;
        }
    }

    ExpressionParser(Lexer lexer, Edits edits, Dialect dialect) {
        super(lexer, edits, dialect);
    }

    /** Parameters, block and end of a function whose keyword has been taken. */
    abstract void body(boolean isMethod, int line);

    final void expressions() {
        do {
            expression();
        } while (take(COMMA));
    }

    final void expression() {
        expression(0);
    }

    private void expression(int limit) {
        deeper();
        int start = lexer.start;
        if (Operators.isUnary(lexer.kind)) {
            unary();
        } else {
            simple();
        }
        while (Operators.left(lexer.kind) > limit) {
            TokenKind operator = lexer.kind;
            Helper helper = Operators.helper(operator, dialect);
            if (helper != null) {
                edits.replace(lexer.start, lexer.end, ",");
            }
            lexer.next();
            expression(Operators.right(operator));
            if (helper != null) {
                edits.open(start, helper(helper));
                edits.close(lexer.lastEnd, ")");
            }
        }
        back();
    }

    private void unary() {
        boolean replaced = is(BXOR) && isLuaj();
        if (replaced) {
            edits.replace(lexer.start, lexer.end, helper(Helper.BNOT));
        }
        lexer.next();
        expression(Operators.UNARY);
        if (replaced) {
            edits.close(lexer.lastEnd, ")");
        }
    }

    private void simple() {
        switch (lexer.kind) {
            case NUMBER -> {
                checkNumber();
                lexer.next();
            }
            case STRING, NIL, TRUE, FALSE -> lexer.next();
            case HASH -> hash();
            case DOTS -> {
                if (!scopes.isVararg()) {
                    throw lexer.error("cannot use '...' outside a vararg function");
                }
                lexer.next();
            }
            case OPEN_CURLY -> table();
            case FUNCTION -> {
                int line = lexer.line;
                lexer.next();
                body(false, line);
            }
            default -> suffixed();
        }
    }

    private void checkNumber() {
        if (isLuaj() && Numerals.needsInteger(lexer.text())) {
            throw lexer.error("this number needs integers of 64 bits, which LuaJ has not: run it "
                    + "with --engine lua54");
        }
    }

    private void hash() {
        edits.replace(lexer.start, lexer.end, "(" + lexer.hash() + ")");
        lexer.next();
    }

    private void table() {
        int line = lexer.line;
        expect(OPEN_CURLY);
        while (!is(CLOSE_CURLY)) {
            field();
            if (!take(COMMA) && !take(SEMICOLON)) {
                break;
            }
        }
        expectClose(CLOSE_CURLY, OPEN_CURLY, line);
    }

    private void field() {
        if (is(NAME) && lexer.peek() == SET) {
            lexer.next();
        } else if (is(DOT)) {
            edits.replace(lexer.start, lexer.end, " ");
            lexer.next();
            name();
        } else if (is(OPEN_SQUARE)) {
            lexer.next();
            expression();
            expect(CLOSE_SQUARE);
        } else {
            expression();
            return;
        }
        if (take(SET)) {
            expression();
        } else {
            edits.close(lexer.lastEnd, "=true");
        }
    }

    final Suffixed suffixed() {
        Suffixed s = primary();
        while (true) {
            switch (lexer.kind) {
                case DOT -> {
                    startIndex(s);
                    lexer.next();
                    endIndex(s, name());
                }
                case OPEN_SQUARE -> {
                    startIndex(s);
                    endIndex(s, null);
                }
                case SAFE -> safe(s);
                case COLON -> {
                    lexer.next();
                    name();
                    arguments();
                    called(s);
                }
                case OPEN, STRING, OPEN_CURLY, HASH -> {
                    arguments();
                    called(s);
                }
                default -> {
                    return s;
                }
            }
        }
    }

    private Suffixed primary() {
        Suffixed s = new Suffixed();
        s.start = lexer.start;
        if (is(NAME)) {
            s.name = name();
            s.twice = s.name;
        } else if (is(OPEN)) {
            int line = lexer.line;
            lexer.next();
            expression();
            expectClose(CLOSE, OPEN, line);
        } else {
            throw lexer.error("unexpected symbol");
        }
        return s;
    }

    private void startIndex(Suffixed s) {
        s.index = lexer.start;
        s.isCall = false;
    }

    /** The current token is the bracket, or the one after the field's name. */
    private void endIndex(Suffixed s, String field) {
        String key = field;
        if (field == null) {
            String constant = bracket();
            key = constant == null ? null : "[" + constant + "]";
        } else {
            key = "." + field;
        }
        s.twice = s.name == null || key == null ? null : s.name + key;
        s.name = null;
        s.field = field;
        s.indexEnd = lexer.lastEnd;
    }

    /** {@code [expression]}; returns it as written if it is a name or a constant, else null. */
    private String bracket() {
        lexer.next();
        boolean isOne = (is(NAME) || is(NUMBER) || is(STRING)) && lexer.peek() == CLOSE_SQUARE;
        String text = isOne && lexer.text().indexOf('\n') < 0 && !lexer.text().startsWith("[")
                ? lexer.text()
                : null;
        expression();
        expect(CLOSE_SQUARE);
        return text;
    }

    private static void called(Suffixed s) {
        s.isCall = true;
        s.name = null;
        s.index = -1;
        s.twice = null;
    }

    private void arguments() {
        int line = lexer.line;
        switch (lexer.kind) {
            case STRING -> lexer.next();
            case HASH -> hash();
            case OPEN_CURLY -> table();
            case OPEN -> {
                lexer.next();
                if (!is(CLOSE)) {
                    expressions();
                }
                expectClose(CLOSE, OPEN, line);
            }
            default -> throw lexer.error("function arguments expected");
        }
    }

    /**
     * {@code P?.k} is P where P is nil or false, else P.k, and P is evaluated once; the suffixes
     * after it are not skipped (safe_navigation in LuaGLM's lparser.c).
     */
    private void safe(Suffixed s) {
        int mark = lexer.start;
        int markEnd = lexer.end;
        lexer.next();
        if (!is(DOT) && !is(OPEN_SQUARE)) {
            throw lexer.error("'.' or '[' expected after '?'");
        }
        if (s.name != null) {
            edits.open(s.start, "(");
            edits.replace(mark, markEnd, " and " + s.name);
            if (take(DOT)) {
                name();
            } else {
                bracket();
            }
            edits.close(lexer.lastEnd, ")");
        } else {
            edits.replace(mark, markEnd, ",");
            call(s);
        }
        s.isRewritten = true;
        called(s);
        s.isCall = false;
    }

    private void call(Suffixed s) {
        int from = lexer.start;
        if (take(DOT)) {
            edits.replace(from, from + 1, "\"");
            name();
            edits.open(s.start, helper(Helper.NAV));
            edits.close(lexer.lastEnd, "\")");
            return;
        }
        String dots = scopes.isVararg() ? "..." : "";
        String constant = bracket();
        boolean isEasy = constant != null;
        edits.open(s.start, helper(isEasy ? Helper.NAV : Helper.NAV_LATE));
        edits.replace(from, from + 1, isEasy ? "" : "function(" + dots + ")return ");
        edits.replace(lexer.lastEnd - 1, lexer.lastEnd,
                isEasy ? ")" : " end" + (dots.isEmpty() ? "" : ",") + dots + ")");
    }
}
