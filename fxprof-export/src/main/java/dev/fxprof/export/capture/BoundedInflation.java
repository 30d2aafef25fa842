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
    private static final long FREE = 256L << 20;
    private static final long RATIO = 200;

    private final String name;
    private final long most;
    private long taken;

    BoundedInflation(InputStream from, String name, long compressedBytes) {
        super(from);
        this.name = name;
        most = FREE + RATIO * compressedBytes;
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
                    + " MB, expected at most " + RATIO + " times its size");
        }
        return got;
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
