package dev.fxprof.api;

import java.io.IOException;
import java.util.Optional;

/**
 * A sink for threads that must go on whatever becomes of what they deliver: it is not called again once
 * it has failed in any way.
 *
 * <p>Guarantees: no call throws.
 */
public final class GuardedSink {
    private interface Call {
        void run() throws IOException;
    }

    private final SpanSink sink;
    private volatile IOException failure;

    /**
     * Guards a sink.
     *
     * @param sink who takes the stream; not closed
     */
    public GuardedSink(SpanSink sink) {
        this.sink = sink;
    }

    /**
     * As {@link SpanSink#track}.
     *
     * @param track track number
     * @param name name of the thread it shows
     */
    public void track(int track, String name) {
        call(() -> sink.track(track, name));
    }

    /**
     * As {@link SpanSink#accept}.
     *
     * @param batch valid during this call only
     */
    public void accept(SpanBatch batch) {
        call(() -> sink.accept(batch));
    }

    /**
     * As {@link SpanSink#lost}.
     *
     * @param track track that lost them
     * @param nanos time of the loss's discovery, since the start of the capture
     * @param records how many
     */
    public void lost(int track, long nanos, long records) {
        call(() -> sink.lost(track, nanos, records));
    }

    /**
     * As {@link SpanSink#position}.
     *
     * @param position how far the sink has got
     */
    public void position(RingPosition position) {
        call(() -> sink.position(position));
    }

    /**
     * As {@link SpanSink#cost}.
     *
     * @param cost what the capture has cost so far
     */
    public void cost(CaptureCost cost) {
        call(() -> sink.cost(cost));
    }

    /**
     * As {@link SpanSink#sampling}.
     *
     * @param step how often a site is recorded from now on
     */
    public void sampling(SamplingStep step) {
        call(() -> sink.sampling(step));
    }

    /** As {@link SpanSink#flush}. */
    public void flush() {
        call(sink::flush);
    }

    private void call(Call call) {
        if (failure != null) {
            return;
        }
        try {
            call.run();
        } catch (IOException e) {
            failure = e;
        } catch (RuntimeException | Error e) {
            failure = new IOException("the sink failed: " + e, e);
        }
    }

    /**
     * Stops it because the source has failed.
     *
     * @param cause why
     */
    public void fail(IOException cause) {
        if (failure == null) {
            failure = cause;
        }
    }

    /**
     * Why the sink takes nothing any more.
     *
     * @return the exception, or empty while all is well
     */
    public Optional<IOException> failure() {
        return Optional.ofNullable(failure);
    }
}
