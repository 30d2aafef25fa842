package dev.fxprof.export.capture;

import dev.fxprof.export.output.Reason;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Memory for rows: outside the heap at first, and in a temporary file once there is much of it. */
final class Spill implements Closeable {
    /** Up to here no file is needed. */
    private static final long IN_MEMORY = 64L << 20;
    private static final long EXTENT = 16 << 20;
    private static final int ZEROS = 1 << 16;
    private static final int ALIGNMENT = 64;

    private final Arena arena = Arena.ofShared();
    private long taken;
    private FileChannel file;
    private long extents;
    private MemorySegment extent;
    private long used;
    private boolean closed;

    /** Zeroed memory; at most 16 MB at once. */
    MemorySegment allocate(long bytes) throws IOException {
        if (taken + bytes <= IN_MEMORY) {
            taken += bytes;
            return arena.allocate(bytes, ALIGNMENT);
        }
        if (extent == null || used + bytes > extent.byteSize()) {
            extent = extend();
            used = 0;
        }
        MemorySegment found = extent.asSlice(used, bytes);
        used += bytes;
        return found;
    }

    private MemorySegment extend() throws IOException {
        try {
            if (file == null) {
                file = open();
            }
            fill(extents);
            return file.map(MapMode.READ_WRITE, EXTENT * extents++, EXTENT, arena);
        } catch (IOException e) {
            throw new IOException("the temporary folder " + System.getProperty("java.io.tmpdir")
                    + " cannot take more of what is read: " + Reason.of(e), e);
        }
    }

    private static FileChannel open() throws IOException {
        Path path = Files.createTempFile("fxprof-read", ".tmp");
        return FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE,
                StandardOpenOption.DELETE_ON_CLOSE);
    }

    /** A hole in a mapped file would kill the process once the disk is full; writing only fails. */
    private void fill(long number) throws IOException {
        ByteBuffer zeros = ByteBuffer.allocateDirect(ZEROS);
        for (long at = EXTENT * number, end = at + EXTENT; at < end;) {
            zeros.clear();
            at += file.write(zeros, at);
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        arena.close();
        if (file != null) {
            try {
                file.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
