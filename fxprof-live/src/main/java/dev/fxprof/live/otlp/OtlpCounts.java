package dev.fxprof.live.otlp;

/** Is told what becomes of exports; called by any thread. */
public interface OtlpCounts {
    /**
     * An export is over.
     *
     * @param result {@code sent} or {@code failed}
     */
    void export(String result);

    /**
     * Something became of spans.
     *
     * @param result {@code sent}, {@code failed}; {@code dropped} because too many waited; {@code cut} as the
     *     shortest of a trace; {@code limited} for a hitch that is sent as a single span
     * @param count how many
     */
    void spans(String result, long count);
}
