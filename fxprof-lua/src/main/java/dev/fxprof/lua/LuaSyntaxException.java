package dev.fxprof.lua;

/** A chunk that does not parse. */
public final class LuaSyntaxException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String file;
    private final int line;
    private final int column;

    /**
     * Makes the exception.
     *
     * @param file chunk name without its leading {@code @}
     * @param line line of the error, counted from 1, or 0 if unknown
     * @param message what was wrong, without file and line
     */
    public LuaSyntaxException(String file, int line, String message) {
        this(file, line, 0, message);
    }

    /**
     * Makes the exception.
     *
     * @param file chunk name without its leading {@code @}
     * @param line line of the error, counted from 1, or 0 if unknown
     * @param column column of the error in bytes, counted from 1, or 0 if unknown
     * @param message what was wrong, without file and position
     */
    public LuaSyntaxException(String file, int line, int column, String message) {
        super(message);
        this.file = file;
        this.line = line;
        this.column = column;
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

    /**
     * Where in the line.
     *
     * @return column in bytes, counted from 1, or 0 if unknown
     */
    public int column() {
        return column;
    }
}
