package dev.fxprof.lua.syntax;

import static dev.fxprof.lua.syntax.TokenKind.*;

import java.util.EnumSet;
import java.util.Set;

/** What both halves of the parser need: the current token, and what is to be changed. */
class Parser {
    /** As many as C Lua allows. */
    private static final int MOST_LEVELS = 200;

    final Lexer lexer;
    final Edits edits;
    final Dialect dialect;
    final Scopes scopes;
    final Set<Helper> helpers;
    private int levels;

    Parser(Lexer lexer, Edits edits, Dialect dialect) {
        this.lexer = lexer;
        this.edits = edits;
        this.dialect = dialect;
        this.scopes = new Scopes();
        this.helpers = EnumSet.noneOf(Helper.class);
    }

    final boolean isLuaj() {
        return dialect == Dialect.LUAJ;
    }

    final String helper(Helper helper) {
        helpers.add(helper);
        return helper.id() + "(";
    }

    final boolean is(TokenKind kind) {
        return lexer.kind == kind;
    }

    final boolean take(TokenKind kind) {
        if (lexer.kind != kind) {
            return false;
        }
        lexer.next();
        return true;
    }

    final void expect(TokenKind kind) {
        if (!take(kind)) {
            throw lexer.error("'" + kind.text + "' expected");
        }
    }

    /** The end of what began on an earlier line, which the message then names. */
    final void expectClose(TokenKind kind, TokenKind opened, int line) {
        if (is(kind)) {
            lexer.next();
        } else if (line == lexer.line) {
            throw lexer.error("'" + kind.text + "' expected");
        } else {
            throw lexer.error("'" + kind.text + "' expected (to close '" + opened.text
                    + "' at line " + line + ")");
        }
    }

    final String name() {
        if (!is(NAME)) {
            throw lexer.error("name expected");
        }
        String name = lexer.text();
        lexer.next();
        return name;
    }

    final void deeper() {
        if (++levels > MOST_LEVELS) {
            throw lexer.error("too many nested levels (limit is " + MOST_LEVELS + ")");
        }
    }

    final void back() {
        levels--;
    }
}
