package dev.fxprof.simulator;

/** A resource that cannot be read or started; the message is one sentence that says why and where. */
final class ManifestException extends Exception {
    private static final long serialVersionUID = 1L;

    ManifestException(String message) {
        super(message);
    }
}
