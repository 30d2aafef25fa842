package dev.fxprof.hooks.lua.perf;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.function.Consumer;

/**
 * Follows a text file that grows, from its end. When another file takes its name, or it is cut, it is
 * read from the start.
 */
final class LogFollower implements Closeable {
    /** The rest of a longer line is passed over. */
    private static final int LONGEST = 1 << 16;

    private final Path file;
    private final ByteBuffer piece = ByteBuffer.allocate(1 << 16);
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private SeekableByteChannel channel;
    private Object key;

    /**
     * @param file the file, which need not be there yet
     */
    LogFollower(Path file) throws IOException {
        this.file = file;
        if (Files.isRegularFile(file)) {
            open();
            channel.position(channel.size());
        }
    }

    private void open() throws IOException {
        channel = Files.newByteChannel(file);
        key = key();
    }

    private Object key() throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    }

    /** Gives the whole lines that have come since the last call. */
    void read(Consumer<String> lines) throws IOException {
        if (channel != null) {
            if (channel.size() < channel.position()) {
                channel.position(0);
                line.reset();
            }
            readRest(lines);
        }
        if (!Files.isRegularFile(file) || channel != null && isSame()) {
            return;
        }
        close();
        open();
        line.reset();
        readRest(lines);
    }

    private boolean isSame() throws IOException {
        return key == null || key.equals(key());
    }

    private void readRest(Consumer<String> lines) throws IOException {
        while (channel.read(piece.clear()) > 0) {
            piece.flip();
            while (piece.hasRemaining()) {
                take(piece.get(), lines);
            }
        }
    }

    private void take(byte b, Consumer<String> lines) {
        if (b == '\n') {
            lines.accept(line.toString(StandardCharsets.UTF_8));
            line.reset();
        } else if (line.size() < LONGEST) {
            line.write(b);
        }
    }

    @Override
    public void close() throws IOException {
        if (channel != null) {
            channel.close();
        }
    }
}
