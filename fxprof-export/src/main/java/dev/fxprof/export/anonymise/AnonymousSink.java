package dev.fxprof.export.anonymise;

import dev.fxprof.api.CaptureCost;
import dev.fxprof.api.RingPosition;
import dev.fxprof.api.SamplingStep;
import dev.fxprof.api.SpanBatch;
import dev.fxprof.api.SpanCost;
import dev.fxprof.api.SpanSink;
import java.io.IOException;

/** Hands a span stream on without what is personal. */
final class AnonymousSink implements SpanSink {
    private final SpanSink to;
    private final PersonalText text;
    private final AnonymousBatch batch;

    AnonymousSink(SpanSink to, PersonalText text, Players players) {
        this.to = to;
        this.text = text;
        batch = new AnonymousBatch(players);
    }

    @Override
    public void track(int track, String name) throws IOException {
        to.track(track, text.clean(name));
    }

    @Override
    public void accept(SpanBatch original) throws IOException {
        to.accept(batch.of(original));
    }

    @Override
    public void lost(int track, long nanos, long records) throws IOException {
        to.lost(track, nanos, records);
    }

    /** Names a segment by its random number only, so nothing is taken out. */
    @Override
    public void position(RingPosition position) throws IOException {
        to.position(position);
    }

    @Override
    public void cost(CaptureCost cost) throws IOException {
        to.cost(new CaptureCost(cost.offered(), cost.written(), cost.droppedFull(),
                cost.droppedTree(), cost.droppedDrain(), cost.waiting(), cost.overflowedNames(),
                cost.ringSlots(), cost.highWater(), text.clean(cost.clock()),
                cost.clockErrorNanos(), cost.clockSteps()));
    }

    @Override
    public void spanCost(SpanCost cost) {
        to.spanCost(cost);
    }

    @Override
    public void sampling(SamplingStep step) throws IOException {
        to.sampling(step);
    }

    @Override
    public void flush() throws IOException {
        to.flush();
    }

    @Override
    public void close() throws IOException {
        to.close();
    }
}
