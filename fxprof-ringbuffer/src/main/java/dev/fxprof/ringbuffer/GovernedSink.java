package dev.fxprof.ringbuffer;

import dev.fxprof.api.ForwardingSink;
import dev.fxprof.api.SamplingStep;
import dev.fxprof.api.SpanBatch;
import dev.fxprof.api.SpanSink;
import java.io.IOException;

/** Shows the span stream to the governor on its way, and tells the sink what that changed. */
final class GovernedSink extends ForwardingSink {
    private final OverheadGovernor governor;

    GovernedSink(SpanSink sink, OverheadGovernor governor) {
        super(sink);
        this.governor = governor;
    }

    @Override
    public void accept(SpanBatch batch) throws IOException {
        governor.count(batch);
        to.accept(batch);
    }

    @Override
    public void flush() throws IOException {
        for (SamplingStep step : governor.act()) {
            to.sampling(step);
        }
        to.flush();
    }
}
