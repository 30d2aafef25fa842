package dev.fxprof.lua.luaj;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/** An open file, held in memory between opening and flushing. */
final class LuaFile {
    private final Path path;
    private final boolean readable;
    private final boolean writable;
    private final boolean append;
    private byte[] data = new byte[0];
    private int length;
    private int position;
    private boolean dirty;
    private boolean closed;

    LuaFile(Path path, String mode) throws IOException {
        this.path = path;
        boolean both = mode.indexOf('+') >= 0;
        char first = mode.charAt(0);
        readable = first == 'r' || both;
        writable = first != 'r' || both;
        append = first == 'a';
        if (first == 'r') {
            data = Files.readAllBytes(path);
            length = data.length;
        } else if (first == 'w') {
            Files.write(path, data);
        } else if (!Files.exists(path)) {
            Files.createFile(path);
        }
    }

    boolean isClosed() {
        return closed;
    }

    boolean isReadable() {
        return readable;
    }

    boolean isWritable() {
        return writable;
    }

    void write(byte[] bytes, int offset, int count) {
        if (position + count > data.length) {
            data = Arrays.copyOf(data, Math.max(position + count, data.length * 2));
        }
        System.arraycopy(bytes, offset, data, position, count);
        position += count;
        length = Math.max(length, position);
        dirty = true;
    }

    /** Next byte, or -1 at the end. */
    int read() {
        return position < length ? data[position++] & 0xff : -1;
    }

    int peek() {
        return position < length ? data[position] & 0xff : -1;
    }

    byte[] read(int count) {
        int end = (int) Math.min(length, (long) position + count);
        byte[] bytes = Arrays.copyOfRange(data, position, end);
        position = end;
        return bytes;
    }

    int remaining() {
        return length - position;
    }

    int seek(String whence, int offset) {
        int base = switch (whence) {
            case "set" -> 0;
            case "end" -> length;
            default -> position;
        };
        if (base + offset < 0) {
            return -1;
        }
        position = Math.min(base + offset, length);
        return position;
    }

    void flush() throws IOException {
        if (!dirty) {
            return;
        }
        byte[] bytes = Arrays.copyOf(data, length);
        if (append) {
            Files.write(path, bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            length = 0;
            position = 0;
        } else {
            Files.write(path, bytes);
        }
        dirty = false;
    }

    void close() throws IOException {
        closed = true;
        flush();
    }
}
