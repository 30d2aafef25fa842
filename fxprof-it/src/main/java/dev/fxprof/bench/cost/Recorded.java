package dev.fxprof.bench.cost;

import dev.fxprof.api.ScriptRuntime;
import dev.fxprof.api.SiteTable;
import dev.fxprof.api.SpanKind;
import dev.fxprof.api.SpanRecorder;
import dev.fxprof.api.SpanSink;
import dev.fxprof.ringbuffer.Clocks;
import dev.fxprof.ringbuffer.Recording;
import dev.fxprof.ringbuffer.RecordingOptions;

/** A recording as the product makes it, with a sink that keeps nothing. */
final class Recorded implements AutoCloseable {
    private final Recording recording;
    private final SpanRecorder recorder;

    /** To be made on the thread that records. */
    Recorded(Clocks clock) {
        RecordingOptions usual = RecordingOptions.DEFAULT;
        recording = Recording.open(new RecordingOptions(true, usual.ringSlots(),
                usual.flushMillis(), usual.batchSize(), usual.producers(), clock));
        recorder = recording.newRecorder("bench");
        recording.start(SpanSink.discarding());
    }

    SpanRecorder recorder() {
        return recorder;
    }

    SiteTable sites() {
        return recording.sites();
    }

    int site(String name) {
        return sites().intern("bench", ScriptRuntime.LUA, SpanKind.FUNCTION, name, "", 0);
    }

    /** Waits, if the ring is half full, until the drain has emptied most of it. */
    void makeRoom() {
        recording.awaitRoom();
    }

    void requireNoDrops() {
        long dropped = recording.counts().droppedFull();
        if (dropped > 0) {
            throw new IllegalStateException(dropped + " records were dropped");
        }
    }

    @Override
    public void close() {
        recording.close();
    }
}
