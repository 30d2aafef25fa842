package dev.fxprof.ringbuffer;

import dev.fxprof.api.Clock;

final class TestClock implements Clock {
    long now = 1_000;
    long pace;

    @Override
    public long ticks() {
        now += pace;
        return now;
    }
}
