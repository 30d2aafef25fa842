package dev.fxprof.lua.syntax;

/** Priorities and spelling of the operators; lparser.c of Lua 5.4 has the table. */
final class Operators {
    static final int UNARY = 12;
    static final int NONE = -1;

    private Operators() {
    }

    static int left(TokenKind kind) {
        return switch (kind) {
            case OR -> 1;
            case AND -> 2;
            case EQ, NE, LT, LE, GT, GE -> 3;
            case BOR -> 4;
            case BXOR -> 5;
            case BAND -> 6;
            case SHL, SHR -> 7;
            case CONCAT -> 9;
            case ADD, SUB -> 10;
            case MUL, DIV, IDIV, MOD -> 11;
            case POW -> 14;
            default -> NONE;
        };
    }

    static int right(TokenKind kind) {
        return switch (kind) {
            case CONCAT -> 8;
            case POW -> 13;
            default -> left(kind);
        };
    }

    static boolean isUnary(TokenKind kind) {
        return kind == TokenKind.NOT || kind == TokenKind.SUB || kind == TokenKind.LEN
                || kind == TokenKind.BXOR;
    }

    /** The function that stands for an operator the engine does not have, or null. */
    static Helper helper(TokenKind kind, Dialect dialect) {
        if (dialect == Dialect.LUA54) {
            return null;
        }
        return switch (kind) {
            case IDIV -> Helper.IDIV;
            case BAND -> Helper.BAND;
            case BOR -> Helper.BOR;
            case BXOR -> Helper.BXOR;
            case SHL -> Helper.SHL;
            case SHR -> Helper.SHR;
            default -> null;
        };
    }
}
