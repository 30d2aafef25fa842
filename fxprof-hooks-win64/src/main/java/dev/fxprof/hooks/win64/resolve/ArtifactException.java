package dev.fxprof.hooks.win64.resolve;

/** What was given is no server, or no symbol file of it; the message is one sentence for the user. */
public final class ArtifactException extends Exception {
    private static final long serialVersionUID = 1L;

    ArtifactException(String sentence) {
        super(sentence);
    }
}
