package dev.fxprof.hooks.lua.spool;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** One frame on its way to a {@link FrameConsumer}. A view: valid during that call only. */
public final class Frame {
    private String source = "";
    private long offset;
    private int type;
    private long sequence;
    private byte[] bytes = new byte[0];
    private ByteBuffer payload = ByteBuffer.wrap(bytes);

    Frame() {
    }

    void set(String from, long at, byte[] in, int head) {
        source = from;
        offset = at;
        type = SpoolFormat.intAt(in, head + 4);
        sequence = SpoolFormat.longAt(in, head + 8);
        if (bytes != in) {
            bytes = in;
            payload = ByteBuffer.wrap(in).order(ByteOrder.LITTLE_ENDIAN);
        }
        int start = head + SpoolFormat.FRAME_HEAD;
        payload.limit(start + SpoolFormat.intAt(in, head)).position(start);
    }

    /**
     * What the frame is.
     *
     * @return a type as in {@link SpoolFormat}, or one of a later version
     */
    public int type() {
        return type;
    }

    /**
     * Number of the frame in its session.
     *
     * @return 1 or more
     */
    public long sequence() {
        return sequence;
    }

    /**
     * What the frame holds.
     *
     * @return the bytes between position and limit, little-endian; the caller may move the position
     */
    public ByteBuffer payload() {
        return payload;
    }

    /**
     * Where the frame stands, for a sentence.
     *
     * @return such as {@code 0a1b-000001.fxs at byte 4711}
     */
    public String place() {
        return source + " at byte " + offset;
    }
}
