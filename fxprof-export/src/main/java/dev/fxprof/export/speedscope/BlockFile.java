package dev.fxprof.export.speedscope;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Any number of byte streams that grow side by side in one temporary file. Each is a chain of blocks; a
 * block begins with the place of the next one and its own length. What waits in memory is bounded.
 */
final class BlockFile implements Closeable {
    private static final int LARGEST_BLOCK = 1 << 16;
    private static final int FIRST_BUFFER = 256;
    static final long MOST_WAITING = 16L << 20;
    private static final int HEADER = Long.BYTES + Integer.BYTES;
    private static final long NONE = -1;

    /** One of the streams. */
    final class Strand {
        private byte[] buffer = new byte[0];
        private int used;
        private long first = NONE;
        private long last = NONE;

        void write(byte[] bytes, int count) throws IOException {
            int from = 0;
            while (from < count) {
                if (used == buffer.length) {
                    grow();
                }
                int part = Math.min(count - from, buffer.length - used);
                System.arraycopy(bytes, from, buffer, used, part);
                used += part;
                from += part;
            }
        }

        private void grow() throws IOException {
            if (buffer.length == LARGEST_BLOCK) {
                flush();
                return;
            }
            int length = Math.max(FIRST_BUFFER, 2 * buffer.length);
            if (waiting + length - buffer.length > MOST_WAITING) {
                for (Strand strand : strands) {
                    strand.flush();
                    strand.release();
                }
                length = FIRST_BUFFER;
            }
            waiting += length - buffer.length;
            buffer = Arrays.copyOf(buffer, length);
        }

        private void release() {
            waiting -= buffer.length;
            buffer = new byte[0];
        }

        private void flush() throws IOException {
            if (used == 0) {
                return;
            }
            ByteBuffer block = ByteBuffer.allocate(HEADER + used).putLong(NONE).putInt(used)
                    .put(buffer, 0, used).flip();
            long at = size;
            write(block, at);
            size += HEADER + used;
            if (last == NONE) {
                first = at;
            } else {
                write(ByteBuffer.allocate(Long.BYTES).putLong(at).flip(), last);
            }
            last = at;
            used = 0;
        }

        /** What was written so far, from its beginning. */
        InputStream open() {
            return new InputStream() {
                private final ByteBuffer header = ByteBuffer.allocate(HEADER);
                private ByteBuffer block = ByteBuffer.allocate(0);
                private long next = first;
                private boolean rest = true;

                @Override
                public int read() throws IOException {
                    byte[] one = new byte[1];
                    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
                }

                @Override
                public int read(byte[] to, int from, int most) throws IOException {
                    if (!block.hasRemaining() && !fill()) {
                        return -1;
                    }
                    int count = Math.min(most, block.remaining());
                    block.get(to, from, count);
                    return count;
                }

                private boolean fill() throws IOException {
                    if (next != NONE) {
                        Strand.this.read(header.clear(), next);
                        block = ByteBuffer.allocate(header.getInt(Long.BYTES));
                        Strand.this.read(block, next + HEADER);
                        block.flip();
                        next = header.getLong(0);
                        return true;
                    }
                    block = ByteBuffer.wrap(buffer, 0, rest ? used : 0);
                    rest = false;
                    return block.hasRemaining();
                }
            };
        }

        private void write(ByteBuffer bytes, long at) throws IOException {
            for (long to = at; bytes.hasRemaining();) {
                to += channel.write(bytes, to);
            }
        }

        private void read(ByteBuffer bytes, long at) throws IOException {
            int begin = bytes.position();
            while (bytes.hasRemaining()) {
                if (channel.read(bytes, at + bytes.position() - begin) < 0) {
                    throw new IOException("the temporary file was cut");
                }
            }
        }
    }

    private final FileChannel channel;
    private final List<Strand> strands = new ArrayList<>();
    private long size;
    private long waiting;

    /** Makes the file, nameless where the system allows that; without a folder, where such files go. */
    BlockFile(Path folder) throws IOException {
        Path path = folder == null
                ? Files.createTempFile("fxprof-speedscope", ".tmp")
                : Files.createTempFile(folder, "fxprof-speedscope", ".tmp");
        channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE,
                StandardOpenOption.DELETE_ON_CLOSE);
    }

    Strand strand() {
        Strand strand = new Strand();
        strands.add(strand);
        return strand;
    }

    /** Bytes of memory that buffers take. */
    long waiting() {
        return waiting;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
