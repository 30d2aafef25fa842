package dev.fxprof.it.lua;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A file of the spool as docs/spool.md describes it, read without the product's reader. */
record SpoolFile(int number, long session, long first, List<Frame> frames, boolean torn) {
    record Frame(int type, long sequence, byte[] payload) {
        long at(int offset) {
            return ByteBuffer.wrap(payload).order(ByteOrder.LITTLE_ENDIAN).getLong(offset);
        }
    }

    /** What a SYNC frame says. */
    record Sync(long nanos, long millis, long step, long records, long framesDeleted,
            long recordsDeleted, long recordsLost, int wakes) {}

    static SpoolFile read(String name, byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        byte[] magic = new byte[8];
        in.get(magic);
        assertThat(new String(magic, StandardCharsets.US_ASCII)).isEqualTo("FXSPOOL\n");
        assertThat(in.getInt()).as("version").isEqualTo(1);
        int number = in.getInt();
        long session = in.getLong();
        assertThat(name).isEqualTo("%016x-%06d.fxs".formatted(session, number));
        SpoolFile file = new SpoolFile(number, session, in.getLong(), new ArrayList<>(), false);
        while (in.remaining() >= 20) {
            int start = in.position();
            int length = in.getInt();
            Frame frame = new Frame(in.getInt(), in.getLong(), new byte[Math.max(0, length)]);
            if (in.remaining() < length + 4) {
                in.position(start);
                break;
            }
            in.get(frame.payload);
            assertThat(in.getInt()).as("end mark").isEqualTo(length);
            file.frames.add(frame);
        }
        return new SpoolFile(number, session, file.first, file.frames, in.hasRemaining());
    }

    List<VmFrame> vmFrames() {
        return frames.stream().filter(frame -> frame.type == 2)
                .map(frame -> VmFrame.read(frame.payload)).toList();
    }

    List<Sync> syncs() {
        return frames.stream().filter(frame -> frame.type == 3)
                .map(frame -> new Sync(frame.at(0), frame.at(8), frame.at(24), frame.at(32),
                        frame.at(40), frame.at(48), frame.at(56), (int) frame.at(64)))
                .toList();
    }
}
