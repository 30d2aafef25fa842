package dev.fxprof.live;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;

/** Time that goes on when a test says so. */
public final class TestClock extends Clock {
    private final AtomicLong nanos = new AtomicLong(1_000_000_000L);
    private final AtomicLong stepMillis = new AtomicLong();
    private final Instant start;

    public TestClock(String start) {
        this.start = Instant.parse(start);
    }

    public void advance(Duration by) {
        nanos.addAndGet(by.toNanos());
    }

    /** Sets the time of day forth or back, as an administrator does. */
    public void step(Duration by) {
        stepMillis.addAndGet(by.toMillis());
    }

    public long nanos() {
        return nanos.get();
    }

    @Override
    public Instant instant() {
        return start.plusNanos(nanos.get() - 1_000_000_000L).plusMillis(stepMillis.get());
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException();
    }
}
