package dev.fxprof.lua.common;

/**
 * A token of a Lua source.
 *
 * @param type what it is
 * @param text its text; of a string its content, escapes as written
 */
record Token(Type type, String text) {
    /** Kinds of tokens. */
    enum Type {
        NAME, STRING, NUMBER, SYMBOL
    }

    boolean is(String word) {
        return type != Type.STRING && text.equals(word);
    }

    boolean isName() {
        return type == Type.NAME;
    }

    boolean isString() {
        return type == Type.STRING;
    }
}
