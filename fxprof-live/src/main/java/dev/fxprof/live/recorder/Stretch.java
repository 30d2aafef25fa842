package dev.fxprof.live.recorder;

import dev.fxprof.api.ForwardingBatch;
import dev.fxprof.api.ForwardingSink;
import dev.fxprof.api.SpanBatch;
import dev.fxprof.api.SpanSink;
import java.io.IOException;
import java.util.Arrays;

/** Hands on what lies within a stretch of time, without the links that begin before it. */
final class Stretch extends ForwardingSink {
    private static final class Within extends ForwardingBatch {
        private int[] kept = new int[16];
        private int links;

        void of(SpanBatch batch, long from) {
            view(batch);
            links = 0;
            for (int j = 0, all = batch.links(); j < all; j++) {
                if (batch.linkFromNanos(j) >= from) {
                    if (links == kept.length) {
                        kept = Arrays.copyOf(kept, 2 * links);
                    }
                    kept[links++] = j;
                }
            }
        }

        @Override
        public int links() {
            return links;
        }

        @Override
        public boolean linkContinues(int j) {
            return super.linkContinues(kept[j]);
        }

        @Override
        public long linkFrom(int j) {
            return super.linkFrom(kept[j]);
        }

        @Override
        public int linkFromTrack(int j) {
            return super.linkFromTrack(kept[j]);
        }

        @Override
        public long linkFromNanos(int j) {
            return super.linkFromNanos(kept[j]);
        }

        @Override
        public long linkTo(int j) {
            return super.linkTo(kept[j]);
        }

        @Override
        public long linkToNanos(int j) {
            return super.linkToNanos(kept[j]);
        }
    }

    private final long from;
    private final long until;
    private final Within within = new Within();
    private final Extent extent = new Extent();

    Stretch(SpanSink to, long from, long until) {
        super(to);
        this.from = from;
        this.until = until;
    }

    @Override
    public void accept(SpanBatch batch) throws IOException {
        extent.of(batch);
        if (extent.end() >= from && extent.start() <= until) {
            within.of(batch, from);
            to.accept(within);
        }
    }

    @Override
    public void lost(int track, long nanos, long records) throws IOException {
        if (nanos >= from && nanos <= until) {
            to.lost(track, nanos, records);
        }
    }
}
