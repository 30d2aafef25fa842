package dev.fxprof.export.anonymise;

import dev.fxprof.api.ForwardingBatch;
import dev.fxprof.api.SpanBatch;

/** A batch with its players numbered anew; all else is as it was. */
final class AnonymousBatch extends ForwardingBatch {
    private final Players players;

    AnonymousBatch(Players players) {
        this.players = players;
    }

    SpanBatch of(SpanBatch original) {
        view(original);
        return this;
    }

    @Override
    public int source(int i) {
        return players.number(super.source(i));
    }
}
