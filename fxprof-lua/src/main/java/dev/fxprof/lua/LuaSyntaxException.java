package dev.fxprof.lua;

/** A chunk that does not parse. */
public final class LuaSyntaxException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String file;
    private final int line;

    /**
     * Makes the exception.
     *
     * @param file chunk name without its leading {@code @}
     * @param line line of the error, counted from 1, or 0 if unknown
     * @param message what was wrong, without file and line
     */
    public LuaSyntaxException(String file, int line, String message) {
        super(message);
        this.file = file;
        this.line = line;
    }

    /**
     * Which chunk.
     *
     * @return chunk name without its leading {@code @}
     */
    public String file() {
        return file;
    }

    /**
     * Where in it.
     *
     * @return line, counted from 1, or 0 if unknown
     */
    public int line() {
        return line;
    }
}
