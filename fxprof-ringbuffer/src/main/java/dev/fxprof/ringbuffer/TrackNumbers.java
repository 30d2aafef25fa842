package dev.fxprof.ringbuffer;

import java.util.function.IntSupplier;

/** Numbers the tracks of a capture from 1 on. */
final class TrackNumbers implements IntSupplier {
    private int last;

    @Override
    public int getAsInt() {
        return ++last;
    }
}
