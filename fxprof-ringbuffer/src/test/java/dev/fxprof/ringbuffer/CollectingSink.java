package dev.fxprof.ringbuffer;

import dev.fxprof.api.SpanBatch;
import dev.fxprof.api.SpanSink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

class CollectingSink implements SpanSink {
    final List<String> tracks = new ArrayList<>();
    final List<Tree> trees = new ArrayList<>();
    long lost;
    volatile int flushes;
    volatile boolean closed;

    List<Tree.Slice> slices() {
        return trees.stream().flatMap(t -> t.slices().stream()).toList();
    }

    @Override
    public void track(int track, String name) throws IOException {
        tracks.add(track + " " + name);
    }

    @Override
    public void accept(SpanBatch batch) throws IOException {
        trees.add(Tree.of(batch));
    }

    @Override
    public void lost(int track, long nanos, long records) throws IOException {
        lost += records;
    }

    @Override
    public void flush() throws IOException {
        flushes++;
    }

    @Override
    public void close() {
        closed = true;
    }
}
