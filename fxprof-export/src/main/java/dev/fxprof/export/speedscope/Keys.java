package dev.fxprof.export.speedscope;

/** Keys of ours, beside those of Speedscope. */
final class Keys {
    static final String SCHEMA = "https://www.speedscope.app/file-format-schema.json";
    static final String CONTINUED = "continued";
    static final String UNFINISHED = "unfinished";
    static final String PLACEHOLDER = "placeholder";
    static final String BELOW_LEFT_OUT = "belowLeftOut";

    private Keys() {
    }
}
