package dev.fxprof.hooks.lua.spool;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * One file of the spool, read as it grows. It stays open while it is read, so that where the system
 * allows it the collector may delete it meanwhile and nothing is lost.
 */
final class SpoolFile implements Closeable {
    /** Takes what a file holds. */
    interface Taker {
        void frame(Frame frame);

        /** Damage that a person should hear of. */
        void damaged(String sentence);
    }

    private static final int CHUNK = 1 << 18;

    private final String name;
    private final FileChannel channel;
    private final SpoolHeader header;
    private final Frame frame = new Frame();
    private byte[] bytes = new byte[CHUNK];
    private long position = SpoolFormat.HEADER_BYTES;
    private long expected;
    private boolean torn;
    private long searchedTo = -1;

    private SpoolFile(String name, FileChannel channel, SpoolHeader header) {
        this.name = name;
        this.channel = channel;
        this.header = header;
        expected = header.first();
    }

    /** Opens a file, or returns null while its header is not there yet. */
    static SpoolFile open(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            ByteBuffer head = ByteBuffer.allocate(SpoolFormat.HEADER_BYTES);
            while (head.hasRemaining() && channel.read(head, head.position()) > 0) {
                continue;
            }
            if (!head.hasRemaining()) {
                SpoolHeader header = SpoolHeader.of(head.array(), file.toString());
                return new SpoolFile(file.toString(), channel, header);
            }
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        channel.close();
        return null;
    }

    SpoolHeader header() {
        return header;
    }

    /** Reads what there is, at most about a chunk; returns whether anything was taken. */
    boolean read(Taker to) throws IOException {
        int limit = fill();
        int at = 0;
        int length = FrameScan.length(bytes, at, limit, expected, expected);
        while (length > 0) {
            take(to, at, length);
            at += length;
            length = FrameScan.length(bytes, at, limit, expected, expected);
        }
        if (length == FrameScan.BAD) {
            return skip(to, at, limit);
        }
        position += at;
        if (at == 0 && limit == bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * bytes.length);
            return true;
        }
        return at > 0;
    }

    private void take(Taker to, int at, int length) {
        frame.set(name, position + at, bytes, at);
        expected = frame.sequence() + 1;
        torn = false;
        to.frame(frame);
    }

    /** Goes to the next whole frame; where there is none yet, keeps what may become one. */
    private boolean skip(Taker to, int from, int limit) {
        if (position + limit == searchedTo) {
            return false;
        }
        if (!torn) {
            damaged(to, from);
        }
        int next = FrameScan.next(bytes, from + 1, limit, expected);
        if (next >= 0) {
            goOn(next);
            return true;
        }
        searchedTo = position + limit;
        position += from;
        if (limit < bytes.length) {
            return false;
        }
        if (bytes.length < SpoolFormat.MOST_PAYLOAD) {
            bytes = Arrays.copyOf(bytes, 2 * bytes.length);
        } else {
            position += limit / 2;
        }
        return true;
    }

    private void damaged(Taker to, int at) {
        to.damaged(name + " at byte " + (position + at)
                + " holds no frame; it is read on from the next whole frame");
        torn = true;
    }

    private void goOn(int next) {
        expected = SpoolFormat.longAt(bytes, next + 8);
        position += next;
    }

    private int fill() throws IOException {
        ByteBuffer to = ByteBuffer.wrap(bytes);
        while (to.hasRemaining() && channel.read(to, position + to.position()) > 0) {
            continue;
        }
        return to.position();
    }

    /** Takes the end of a file that nobody writes any more; returns whether more was found. */
    boolean finish(Taker to) throws IOException {
        int limit = fill();
        if (limit == 0) {
            return false;
        }
        int next = FrameScan.next(bytes, 1, limit, expected);
        if (next >= 0) {
            damaged(to, 0);
            goOn(next);
            return true;
        }
        if (!torn) {
            to.damaged(name + " ends at byte " + (position + limit)
                    + " within a frame, which is left out");
        }
        return false;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
