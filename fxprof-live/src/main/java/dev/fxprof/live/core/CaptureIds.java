package dev.fxprof.live.core;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ids of hitches and captures: the time in UTC, so that they sort by it, and some digits that make each
 * unique. Any thread may ask.
 */
final class CaptureIds {
    private static final DateTimeFormatter TIME = DateTimeFormatter
            .ofPattern("yyyyMMdd-HHmmss-SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Clock clock;

    CaptureIds(Clock clock) {
        this.clock = clock;
    }

    String next() {
        return TIME.format(Instant.ofEpochMilli(clock.millis())) + "-"
                + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
    }
}
