package dev.fxprof.simulator;

import java.io.IOException;

/** A file of the user's cannot be understood; the message says which, where in it, and what was expected. */
public final class InvalidInputException extends IOException {
    private static final long serialVersionUID = 1L;

    InvalidInputException(String message) {
        super(message);
    }

    InvalidInputException(String message, Throwable cause) {
        super(message, cause);
    }
}
