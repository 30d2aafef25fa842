package dev.fxprof.it;

import dev.fxprof.api.SamplingStep;
import dev.fxprof.api.SpanBatch;
import dev.fxprof.api.SpanCost;
import dev.fxprof.api.SpanSink;
import java.io.IOException;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;

/** Lets through the trees of ticks that nothing stopped; see {@link PlantedServer}. */
final class CleanTicks implements SpanSink {
    private final SpanSink sink;
    private IntPredicate isTick;
    private IntFunction<PlantedServer.Tick> ticks;
    private int seen;
    private long lost;

    CleanTicks(SpanSink sink) {
        this.sink = sink;
    }

    /** Says what is known of ticks; comes before the first batch. */
    void of(PlantedServer server) {
        isTick = server::isTick;
        ticks = server::how;
    }

    /** Records that did not arrive, after which ticks cannot be told apart any more. */
    long lost() {
        return lost;
    }

    @Override
    public void track(int track, String name) throws IOException {
        sink.track(track, name);
    }

    @Override
    public void accept(SpanBatch batch) throws IOException {
        if (batch.isPlaceholder(0) || !isTick.test(batch.site(0))) {
            throw new IllegalStateException("a tree is not a tick");
        }
        int tick = seen++;
        PlantedServer.Tick how = ticks.apply(tick);
        // The tick's last record comes before the server has looked back at it.
        while (how == PlantedServer.Tick.RUNNING) {
            Thread.onSpinWait();
            how = ticks.apply(tick);
        }
        if (how == PlantedServer.Tick.CLEAN) {
            sink.accept(batch);
        }
    }

    @Override
    public void lost(int track, long nanos, long records) throws IOException {
        lost += records;
        sink.lost(track, nanos, records);
    }

    @Override
    public void spanCost(SpanCost cost) {
        sink.spanCost(cost);
    }

    @Override
    public void sampling(SamplingStep step) throws IOException {
        sink.sampling(step);
    }

    @Override
    public void flush() throws IOException {
        sink.flush();
    }

    @Override
    public void close() throws IOException {
        sink.close();
    }
}
