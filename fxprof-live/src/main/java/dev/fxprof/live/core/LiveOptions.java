package dev.fxprof.live.core;

import dev.fxprof.live.hitch.HitchRule;
import dev.fxprof.live.otlp.OtlpTarget;
import dev.fxprof.live.store.StoreLimits;
import dev.fxprof.live.webhook.WebhookTarget;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How the daemon works.
 *
 * @param folder the data folder; made if it is not there
 * @param limits how much it may hold
 * @param tickIntervalNanos time that a tick may take
 * @param recorderSeconds how far back a flight recorder is to reach, 1 to 3,600
 * @param recorderBytes memory of a server's flight recorder, 1 MB or more
 * @param beforeSeconds what a capture shows before its hitch
 * @param afterSeconds what it shows after it
 * @param capturesPerHour captures of hitches that each server may have saved, after the first ten
 * @param rules what is a hitch, the most telling first
 * @param webhooks who is told of hitches
 * @param otlp the collector that gets metrics and hitches
 */
public record LiveOptions(Path folder, StoreLimits limits, long tickIntervalNanos,
        int recorderSeconds, long recorderBytes, int beforeSeconds, int afterSeconds,
        int capturesPerHour, List<HitchRule> rules, List<WebhookTarget> webhooks,
        Optional<OtlpTarget> otlp) {
    private static final long MEGABYTE = 1L << 20;
    private static final int HOUR = 3600;
    private static final long MILLI = 1_000_000;

    /** Checks the values and keeps copies of the lists. */
    public LiveOptions {
        if (recorderSeconds < 1 || recorderSeconds > HOUR || recorderBytes < MEGABYTE
                || beforeSeconds < 0 || afterSeconds < 0
                || beforeSeconds + afterSeconds > recorderSeconds || capturesPerHour < 1
                || tickIntervalNanos < 1) {
            throw new IllegalArgumentException("a flight recorder of " + recorderSeconds
                    + " s and " + recorderBytes + " bytes cannot save " + beforeSeconds
                    + " s before and " + afterSeconds + " s after a hitch, " + capturesPerHour
                    + " times an hour");
        }
        rules = List.copyOf(rules);
        webhooks = List.copyOf(webhooks);
    }

    /**
     * The usual: 30 s and 64 MB of flight recorder, captures of 5 s before and 2 s after, 60 an hour;
     * a hitch is a tick or an interval over 150 ms.
     *
     * @param folder the data folder
     * @return options without webhooks
     */
    public static LiveOptions in(Path folder) {
        return new LiveOptions(folder, StoreLimits.DEFAULT, 50 * MILLI, 30, 64 * MEGABYTE, 5, 2,
                60, List.of(HitchRule.tick(150 * MILLI), HitchRule.interval(150 * MILLI)),
                List.of(), Optional.empty());
    }

    /**
     * The same with other rules.
     *
     * @param other what is a hitch
     * @return a copy
     */
    public LiveOptions withRules(List<HitchRule> other) {
        return new LiveOptions(folder, limits, tickIntervalNanos, recorderSeconds, recorderBytes,
                beforeSeconds, afterSeconds, capturesPerHour, other, webhooks, otlp);
    }

    /**
     * The same with another flight recorder.
     *
     * @param seconds how far back it is to reach
     * @param bytes the most memory that it may hold
     * @return a copy
     */
    public LiveOptions withRecorder(int seconds, long bytes) {
        return new LiveOptions(folder, limits, tickIntervalNanos, seconds, bytes, beforeSeconds,
                afterSeconds, capturesPerHour, rules, webhooks, otlp);
    }

    /**
     * The same with another store.
     *
     * @param other how much it may hold
     * @return a copy
     */
    public LiveOptions withLimits(StoreLimits other) {
        return new LiveOptions(folder, other, tickIntervalNanos, recorderSeconds, recorderBytes,
                beforeSeconds, afterSeconds, capturesPerHour, rules, webhooks, otlp);
    }

    /**
     * The same for servers of another tick rate.
     *
     * @param nanos time that a tick may take
     * @return a copy
     */
    public LiveOptions withTickInterval(long nanos) {
        return new LiveOptions(folder, limits, nanos, recorderSeconds, recorderBytes,
                beforeSeconds, afterSeconds, capturesPerHour, rules, webhooks, otlp);
    }

    /**
     * The same with others to be told of hitches.
     *
     * @param other who is told
     * @return a copy
     */
    public LiveOptions withWebhooks(List<WebhookTarget> other) {
        return new LiveOptions(folder, limits, tickIntervalNanos, recorderSeconds, recorderBytes,
                beforeSeconds, afterSeconds, capturesPerHour, rules, other, otlp);
    }

    /**
     * The same with a collector.
     *
     * @param collector where metrics and hitches are sent to
     * @return a copy
     */
    public LiveOptions withOtlp(OtlpTarget collector) {
        return new LiveOptions(folder, limits, tickIntervalNanos, recorderSeconds, recorderBytes,
                beforeSeconds, afterSeconds, capturesPerHour, rules, webhooks,
                Optional.of(collector));
    }
}
