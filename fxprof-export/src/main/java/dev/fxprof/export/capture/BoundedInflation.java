package dev.fxprof.export.capture;

import dev.fxprof.api.MalformedTraceException;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipException;

/**
 * Ends where a compressed file is cut off, and fails where it grows beyond all measure: what is recorded
 * shrinks to a tenth or a thirtieth, while deflate packs zeros to a thousandth.
 */
final class BoundedInflation extends FilterInputStream {
    private static final long RATIO = 200;
    private static final int SKIP = 1 << 16;

    private final String name;
    private final long most;
    private long taken;

    /**
     * Bounds a stream.
     *
     * @param name how messages name the file
     * @param compressedBytes size of the file
     * @param free so much is never too much
     */
    BoundedInflation(InputStream from, String name, long compressedBytes, long free) {
        super(from);
        this.name = name;
        most = free + RATIO * compressedBytes;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        int got;
        try {
            got = super.read(to, offset, length);
        } catch (EOFException _) {
            return -1;
        } catch (ZipException e) {
            throw new MalformedTraceException(name + ": at byte " + taken
                    + " of what is compressed: expected gzip: " + e.getMessage());
        }
        taken += Math.max(0, got);
        if (taken > most) {
            throw new MalformedTraceException(name + " decompresses to more than " + (most >> 20)
                    + " MB, expected less than " + RATIO + " times its size");
        }
        return got;
    }

    /** Reads what is skipped, which inflates it all the same. */
    @Override
    public long skip(long count) throws IOException {
        return Math.max(0, read(new byte[Math.clamp(count, 0, SKIP)]));
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
