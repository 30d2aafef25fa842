package dev.fxprof.live.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Writes files so that they are whole or not there, also after the machine has died. */
final class DurableFiles {
    /** What names of files that are not whole yet end with. */
    static final String TEMPORARY = ".tmp";

    private static final long MOST_READ = 64L << 20;

    private DurableFiles() {
    }

    static Path temporary(Path file) {
        return file.resolveSibling(file.getFileName() + TEMPORARY);
    }

    /** Reads a description, which is never as large as a capture. */
    static byte[] read(Path file) throws IOException {
        if (Files.size(file) > MOST_READ) {
            throw new IOException("it has more than " + (MOST_READ >> 20) + " MB");
        }
        return Files.readAllBytes(file);
    }

    static void write(Path file, byte[] content) throws IOException {
        Path temporary = temporary(file);
        try {
            Files.write(temporary, content);
            commit(temporary, file);
        } catch (IOException e) {
            Files.deleteIfExists(temporary);
            throw e;
        }
    }

    /** Makes a written file durable and moves it to its place. */
    static void commit(Path temporary, Path file) throws IOException {
        sync(temporary);
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
        syncFolder(file.getParent());
    }

    private static void sync(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    /** A name is durable once its folder is; systems that cannot open a folder need no such thing. */
    private static void syncFolder(Path folder) throws IOException {
        FileChannel channel;
        try {
            channel = FileChannel.open(folder, StandardOpenOption.READ);
        } catch (IOException _) {
            return;
        }
        try (channel) {
            channel.force(true);
        }
    }
}
