package dev.fxprof.live.core;

import dev.fxprof.api.CaptureCost;
import dev.fxprof.api.CaptureIdentity;
import dev.fxprof.api.ForwardingSink;
import dev.fxprof.api.SpanBatch;
import dev.fxprof.api.SpanSink;
import dev.fxprof.api.TraceTarget;
import dev.fxprof.api.TraceWriter;
import dev.fxprof.export.perfetto.PerfettoTraceWriterFactory;
import dev.fxprof.live.recorder.Chunk;
import dev.fxprof.live.recorder.ChunkReader;
import dev.fxprof.live.recorder.Extent;
import dev.fxprof.live.recorder.StreamInfo;
import dev.fxprof.live.store.Store;
import dev.fxprof.live.view.CaptureView;
import dev.fxprof.live.view.HitchView;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongUnaryOperator;
import java.util.function.Supplier;

/** Writes what the flight recorder kept as a capture in Perfetto's format. */
record CaptureContent(String server, CapturePlanner.Plan plan, CaptureCost cost,
        long atMillis, LongUnaryOperator millis,
        Supplier<List<HitchView>> hitches) implements Store.Content {
    /** In a storm every tick is one, and lists of captures are sent whole. */
    private static final int MOST_HITCHES = 20;

    private static final class Seen extends ForwardingSink {
        private final Extent extent = new Extent();
        long slices;
        long from = Long.MAX_VALUE;
        long to = Long.MIN_VALUE;

        Seen(SpanSink to) {
            super(to);
        }

        @Override
        public void accept(SpanBatch batch) throws IOException {
            super.accept(batch);
            slices += batch.slices();
            if (batch.slices() > 0) {
                extent.of(batch);
                from = Math.min(from, extent.start());
                to = Math.max(to, extent.end());
            }
        }
    }

    /** Memory that it holds until it is written, bytes. */
    long memory() {
        return plan.chunks.stream().mapToLong(Chunk::memory).sum();
    }

    @Override
    public CaptureView write(Path folder, String name) throws IOException {
        StreamInfo stream = plan.stream;
        TraceTarget target = new TraceTarget(folder, name, stream.sites(),
                stream.title().isEmpty() ? server : stream.title(), 0, true, CaptureIdentity.NONE,
                true);
        try (TraceWriter writer = new PerfettoTraceWriterFactory().open(target)) {
            Seen seen = new Seen(writer);
            new ChunkReader().play(plan.chunks, plan.from, plan.to, seen);
            if (cost != null) {
                writer.cost(cost);
            }
            boolean empty = seen.slices == 0;
            return new CaptureView(plan.id, server, atMillis, plan.reason,
                    empty ? atMillis : millis.applyAsLong(seen.from),
                    empty ? atMillis : millis.applyAsLong(seen.to), seen.slices, 0, "",
                    plan.isPartial(), plan.missing(),
                    hitches.get().stream().limit(MOST_HITCHES)
                            .map(hitch -> hitch.withCapture(plan.id, HitchView.CaptureState.SAVED))
                            .toList());
        }
    }
}
