package dev.fxprof.it;

import dev.fxprof.api.ForwardingSink;
import dev.fxprof.api.SpanBatch;
import dev.fxprof.api.SpanSink;
import java.io.IOException;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;

/** Lets through the trees of ticks that nothing stopped; see {@link PlantedServer}. */
final class CleanTicks extends ForwardingSink {
    private IntPredicate isTick;
    private IntFunction<PlantedServer.Tick> ticks;
    private int seen;
    private long lost;

    CleanTicks(SpanSink sink) {
        super(sink);
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
            to.accept(batch);
        }
    }

    @Override
    public void lost(int track, long nanos, long records) throws IOException {
        lost += records;
        to.lost(track, nanos, records);
    }
}
