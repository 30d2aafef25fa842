package dev.fxprof.live.recorder;

import dev.fxprof.api.SpanSink;
import java.io.IOException;
import java.util.List;

/**
 * Plays chunks back.
 *
 * <p>Assumptions: one thread uses a reader. Guarantees: once it has seen the largest tree, it allocates
 * nothing.
 */
public final class ChunkReader {
    private final ChunkBatch batch = new ChunkBatch();

    /** Starts without memory. */
    public ChunkReader() {
    }

    /**
     * Plays a chunk. What was lost before it is said to be of the first of the stream's threads, since
     * nobody knows of which it was.
     *
     * @param chunk what is to be played; its stream's tracks are not announced
     * @param sink takes it
     * @throws IOException if the sink's output cannot be written
     */
    public void play(Chunk chunk, SpanSink sink) throws IOException {
        if (chunk.behind() > 0 && chunk.firstNanos() != Long.MAX_VALUE) {
            sink.lost(chunk.stream().firstTrack(), chunk.firstNanos(), chunk.behind());
        }
        Source source = new Source(chunk.bytes());
        while (source.hasMore()) {
            if (source.get() == ChunkWriter.LOST) {
                sink.lost((int) source.number(), source.difference(), source.number());
            } else {
                batch.read(source);
                sink.accept(batch);
            }
        }
    }

    /**
     * Plays a stretch of a stream as a whole: tracks first, then what has ended within it.
     *
     * @param chunks chunks of one stream, in their order
     * @param from earliest end of a tree that is wanted, nanoseconds of the stream
     * @param to latest begin of a tree that is wanted, nanoseconds of the stream
     * @param sink takes it; flushed, not closed
     * @throws IOException if the sink's output cannot be written
     */
    public void play(List<Chunk> chunks, long from, long to, SpanSink sink) throws IOException {
        if (chunks.isEmpty()) {
            return;
        }
        chunks.getFirst().stream().announce(sink);
        Stretch stretch = new Stretch(sink, from, to);
        for (Chunk chunk : chunks) {
            play(chunk, stretch);
        }
        sink.flush();
    }
}
