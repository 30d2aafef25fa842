package dev.fxprof.export;

import java.io.IOException;
import java.io.OutputStream;

/** Takes so many bytes, then is full. */
public final class SmallDisk extends OutputStream {
    private final OutputStream disk;
    private long room;

    public SmallDisk(OutputStream disk, long room) {
        this.disk = disk;
        this.room = room;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[]{(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        int taken = (int) Math.min(room, length);
        disk.write(bytes, from, taken);
        room -= taken;
        if (taken < length) {
            throw new IOException("No space left on device");
        }
    }

    @Override
    public void close() throws IOException {
        disk.close();
    }
}
