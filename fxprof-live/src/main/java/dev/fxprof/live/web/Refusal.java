package dev.fxprof.live.web;

/** Why the web server did not do what it was asked for. */
enum Refusal {
    /** Without a token, or with a wrong one. */
    UNAUTHORISED("unauthorised"),
    /** More wrong tokens than a person types. */
    TOO_MANY_GUESSES("tooManyGuesses"),
    /** Called by a name that is not ours. */
    UNKNOWN_HOST("unknownHost"),
    /** Sent by a page of somebody else. */
    FOREIGN_ORIGIN("foreignOrigin"),
    /** A change without the control token. */
    NOT_ALLOWED("notAllowed"),
    /** A change that was asked for before, or without a number for it. */
    REPLAYED("replayed"),
    /** Neither GET, HEAD nor POST. */
    BAD_METHOD("badMethod"),
    /** A parameter that makes no sense. */
    BAD_REQUEST("badRequest"),
    /** A body where none belongs, or a frame above the limit. */
    TOO_LARGE("tooLarge"),
    /** More at a time than there may be. */
    BUSY("busy"),
    /** Connections beyond the limit. */
    TOO_MANY_CONNECTIONS("tooManyConnections"),
    /** A connection that never sent one whole request. */
    NO_REQUEST("noRequest"),
    /** Messages to the stream that make no sense. */
    RUBBISH("rubbish"),
    /** Streams that were ended since they sent too much or nonsense. */
    MISBEHAVED("misbehaved"),
    /** Streams that were ended since nobody read them. */
    STALLED("stalled"),
    /** Something that is not there. */
    NOT_FOUND("notFound"),
    /** An error of this program. */
    FAILED("failed");

    private final String label;

    Refusal(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }
}
