package dev.fxprof.export.speedscope;

import dev.fxprof.api.SpanBatch;
import dev.fxprof.api.SpanRecorder;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Two events a slice. What Speedscope has no key for stands under further keys of the opening one, which
 * its schema allows and its app does not look at.
 */
final class EventedOutput extends ProfileOutput {
    private final Frames frames;
    private final BlockFile.Strand events;
    private final boolean ids;
    private final JsonText text = new JsonText();
    private boolean empty = true;

    EventedOutput(String name, Frames frames, BlockFile file, boolean ids) {
        super(name);
        this.frames = frames;
        this.ids = ids;
        events = file.strand();
    }

    @Override
    String type() {
        return "evented";
    }

    @Override
    void begin(SpanBatch batch, int i, long nanos) throws IOException {
        event("O", batch, i, nanos);
        if (ids) {
            identity(batch, i);
        }
        if (batch.source(i) != SpanRecorder.NO_SOURCE) {
            text.add(",\"source\":").add(batch.source(i));
        }
        if (batch.calls(i) != 1) {
            text.add(",\"calls\":").add(batch.calls(i));
        }
        mark(!batch.isFirst(i), Keys.CONTINUED);
        mark(batch.isUnfinished(i), Keys.UNFINISHED);
        mark(batch.isPlaceholder(i), Keys.PLACEHOLDER);
        mark(batch.isBelowLeftOut(i), Keys.BELOW_LEFT_OUT);
        finish();
    }

    private void identity(SpanBatch batch, int i) {
        if (batch.spanId(i) != 0) {
            text.add(",\"span\":").add(batch.spanId(i));
        }
        // Where the parent is the slice around it, the nesting says so.
        if (batch.parent(i) < 0 && batch.parentId(i) != 0) {
            text.add(",\"parent\":").add(batch.parentId(i));
        }
    }

    private void mark(boolean isSet, String key) {
        if (isSet) {
            text.add(",\"").add(key).add("\":true");
        }
    }

    @Override
    void end(SpanBatch batch, int i, long nanos) throws IOException {
        event("C", batch, i, nanos);
        finish();
    }

    private void event(String type, SpanBatch batch, int i, long nanos) {
        int frame = frames.of(batch.isPlaceholder(i) ? 0 : batch.site(i));
        text.clear().add(empty ? "\n" : ",\n").add("{\"type\":\"").add(type).add("\",\"frame\":")
                .add(frame).add(",\"at\":").add(nanos);
        empty = false;
    }

    private void finish() throws IOException {
        text.add("}");
        events.write(text.bytes(), text.size());
    }

    @Override
    void write(OutputStream to, long start, long end) throws IOException {
        to.write("\"events\":[".getBytes(StandardCharsets.US_ASCII));
        events.open().transferTo(to);
        to.write(']');
    }
}
