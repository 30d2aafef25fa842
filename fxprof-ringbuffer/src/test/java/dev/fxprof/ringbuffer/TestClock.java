package dev.fxprof.ringbuffer;

import dev.fxprof.api.Clock;

final class TestClock implements Clock {
    long now = 1_000;
    long step;

    @Override
    public long nanos() {
        now += step;
        return now;
    }
}
