package dev.fxprof.api;

/** A sink that only looks at what passes: it holds nothing open, and ignores what it does not override. */
public interface SpanObserver extends SpanSink {
    @Override
    default void track(int track, String name) {
    }

    @Override
    default void lost(int track, long nanos, long records) {
    }

    @Override
    default void flush() {
    }

    @Override
    default void close() {
    }
}
