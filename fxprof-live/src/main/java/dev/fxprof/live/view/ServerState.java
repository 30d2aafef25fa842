package dev.fxprof.live.view;

/** What becomes of a server's spans. */
public enum ServerState {
    /** None has come yet. */
    WAITING,
    /** They come. */
    LIVE,
    /** Its source is there, but none has come for five seconds. */
    SILENT,
    /** Its source has gone; another may come. */
    ENDED
}
