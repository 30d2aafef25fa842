package dev.fxprof.lua.syntax;

import java.util.HashMap;
import java.util.Map;

/** Kinds of tokens, by the text that stands for them in messages. */
enum TokenKind {
    EOF("<eof>"), NAME("<name>"), STRING("<string>"), NUMBER("<number>"), HASH("<hash>"),

    AND("and"), BREAK("break"), DO("do"), ELSE("else"), ELSEIF("elseif"), END("end"), FALSE(
            "false"), FOR("for"), FUNCTION("function"), GOTO("goto"), IF("if"), IN("in"), LOCAL(
                    "local"), NIL("nil"), NOT("not"), OR("or"), REPEAT("repeat"), RETURN(
                            "return"), THEN("then"), TRUE("true"), UNTIL("until"), WHILE("while"),

    ADD("+"), SUB("-"), MUL("*"), DIV("/"), MOD("%"), POW("^"), IDIV("//"), CONCAT(".."), BAND(
            "&"), BOR("|"), BXOR("~"), SHL("<<"), SHR(">>"), EQ("=="), NE(
                    "~="), LT("<"), LE("<="), GT(">"), GE(">="), LEN("#"),

    ADD_SET("+="), SUB_SET("-="), MUL_SET("*="), DIV_SET("/="), BAND_SET("&="), BOR_SET(
            "|="), BXOR_SET("^="), SHL_SET("<<="), SHR_SET(">>="),

    SET("="), DOT("."), DOTS("..."), COLON(":"), LABEL("::"), COMMA(","), SEMICOLON(
            ";"), SAFE("?"), OPEN("("), CLOSE(")"), OPEN_SQUARE(
                    "["), CLOSE_SQUARE("]"), OPEN_CURLY("{"), CLOSE_CURLY("}"), OTHER("");

    private static final Map<String, TokenKind> KEYWORDS = new HashMap<>();

    static {
        for (TokenKind kind : values()) {
            if (kind.ordinal() >= AND.ordinal() && kind.ordinal() <= WHILE.ordinal()) {
                KEYWORDS.put(kind.text, kind);
            }
        }
    }

    final String text;

    TokenKind(String text) {
        this.text = text;
    }

    /** The keyword, or {@link #NAME}. */
    static TokenKind ofWord(String word) {
        return KEYWORDS.getOrDefault(word, NAME);
    }

    /** The operator that a compound assignment applies, or null. LuaGLM's {@code ^=} is xor. */
    TokenKind compound() {
        return switch (this) {
            case ADD_SET -> ADD;
            case SUB_SET -> SUB;
            case MUL_SET -> MUL;
            case DIV_SET -> DIV;
            case BAND_SET -> BAND;
            case BOR_SET -> BOR;
            case BXOR_SET -> BXOR;
            case SHL_SET -> SHL;
            case SHR_SET -> SHR;
            default -> null;
        };
    }

    /** Whether it ends a block. */
    boolean endsBlock() {
        return switch (this) {
            case EOF, ELSE, ELSEIF, END, UNTIL -> true;
            default -> false;
        };
    }
}
