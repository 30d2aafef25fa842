package dev.fxprof.export.anonymise;

import dev.fxprof.api.CaptureCost;
import dev.fxprof.api.ForwardingSink;
import dev.fxprof.api.SpanBatch;
import dev.fxprof.api.SpanSink;
import java.io.IOException;

/**
 * Hands a span stream on without what is personal. Positions name a segment by its random number only, so
 * nothing is taken out of them.
 */
final class AnonymousSink extends ForwardingSink {
    private final PersonalText text;
    private final AnonymousBatch batch;

    AnonymousSink(SpanSink to, PersonalText text, Players players) {
        super(to);
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
    public void cost(CaptureCost cost) throws IOException {
        to.cost(new CaptureCost(cost.offered(), cost.written(), cost.droppedFull(),
                cost.droppedTree(), cost.droppedDrain(), cost.waiting(), cost.overflowedNames(),
                cost.ringSlots(), cost.highWater(), text.clean(cost.clock()),
                cost.clockErrorNanos(), cost.clockSteps()));
    }
}
