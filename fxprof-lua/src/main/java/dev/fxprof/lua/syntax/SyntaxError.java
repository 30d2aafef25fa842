package dev.fxprof.lua.syntax;

/** Says at which position a source is wrong; becomes a LuaSyntaxException at the border. */
final class SyntaxError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    final int position;
    final int line;

    SyntaxError(int position, int line, String message) {
        super(message, null, false, false);
        this.position = position;
        this.line = line;
    }
}
