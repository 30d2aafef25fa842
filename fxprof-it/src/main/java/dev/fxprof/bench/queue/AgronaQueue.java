package dev.fxprof.bench.queue;

import java.nio.ByteBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.AtomicBuffer;
import org.agrona.concurrent.MessageHandler;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;

/** Agrona's ring of messages: claimed and filled in place, its header is 8 bytes a message. */
final class AgronaQueue extends RecordQueue implements MessageHandler {
    private static final int TYPE = 1;
    private static final int HEADER = 8;
    private static final int FULL = 64 - HEADER;
    private static final int COMPACT = 32 - HEADER;

    private final OneToOneRingBuffer ring;

    AgronaQueue(int capacity) {
        int bytes = capacity * (RecordShape.IS_COMPACT ? 32 : 64);
        ring = new OneToOneRingBuffer(new UnsafeBuffer(
                ByteBuffer.allocateDirect(bytes + RingBufferDescriptor.TRAILER_LENGTH)));
    }

    @Override
    boolean offer(long number) {
        int at = ring.tryClaim(TYPE, RecordShape.IS_COMPACT ? COMPACT : FULL);
        if (at < 0) {
            return false;
        }
        AtomicBuffer to = ring.buffer();
        int n = (int) number;
        to.putLong(at, number);
        to.putLong(at + 8, number + 1);
        if (RecordShape.IS_COMPACT) {
            to.putInt(at + 16, n);
            to.putInt(at + 20, n + 1);
        } else {
            to.putLong(at + 16, number + 2);
            to.putLong(at + 24, number + 3);
            to.putInt(at + 32, n);
            to.putInt(at + 36, n + 1);
            to.putInt(at + 40, n + 2);
            to.putInt(at + 44, n + 3);
            to.putInt(at + 48, n + 4);
        }
        ring.commit(at);
        return true;
    }

    @Override
    int drain(int limit) {
        return ring.read(this, limit);
    }

    @Override
    public void onMessage(int type, MutableDirectBuffer from, int at, int length) {
        if (RecordShape.IS_COMPACT) {
            tally.compact(from.getLong(at), from.getLong(at + 8), from.getInt(at + 16),
                    from.getInt(at + 20));
        } else {
            tally.full(from.getInt(at + 32), from.getLong(at), from.getLong(at + 8),
                    from.getLong(at + 16), from.getLong(at + 24), from.getInt(at + 36),
                    from.getInt(at + 40), from.getInt(at + 44), from.getInt(at + 48));
        }
    }
}
