package dev.fxprof.simulator.sql;

/** No database can be had; the message is one sentence. */
public final class SqlUnavailableException extends Exception {
    private static final long serialVersionUID = 1L;

    SqlUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
