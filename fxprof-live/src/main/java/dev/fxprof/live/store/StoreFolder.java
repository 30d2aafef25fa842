package dev.fxprof.live.store;

import dev.fxprof.export.output.Reason;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The folders of a store, whose they are, and what the last run left of them. */
final class StoreFolder implements AutoCloseable {
    private static final int MOST_DAMAGED = 20;

    final Path captures;
    final Path minutes;
    private final Path damaged;
    private final Path running;
    private final FileChannel lockFile;
    private final FileLock lock;
    private final List<String> news = new ArrayList<>();

    StoreFolder(Path root) throws IOException {
        captures = root.resolve("captures");
        minutes = root.resolve("minutes");
        damaged = root.resolve("damaged");
        running = root.resolve("running");
        try {
            for (Path folder : List.of(captures, minutes, damaged)) {
                Files.createDirectories(folder);
            }
            lockFile = FileChannel.open(root.resolve("lock"), StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw unusable(root, e);
        }
        lock = lock(root);
    }

    static IOException unusable(Path root, IOException cause) {
        return new IOException(root + " cannot be the data folder: " + Reason.of(cause), cause);
    }

    private FileLock lock(Path root) throws IOException {
        FileLock taken;
        try {
            taken = lockFile.tryLock();
        } catch (OverlappingFileLockException _) {
            taken = null;
        }
        if (taken == null) {
            lockFile.close();
            throw new IOException(root + " is the data folder of another fxprof serve that runs");
        }
        return taken;
    }

    /** Removes what was never whole, and says what the last run lost. */
    void recover() throws IOException {
        int unfinished = removeTemporaries(captures) + removeTemporaries(minutes);
        for (Path file : list(captures, ".pftrace")) {
            if (!Files.exists(sibling(file, ".json"))) {
                Files.delete(file);
                unfinished++;
            }
        }
        if (Files.exists(running)) {
            String seen = Files.getLastModifiedTime(running).toInstant()
                    .truncatedTo(ChronoUnit.SECONDS).toString();
            news.add("The last run did not end properly; it was last seen at " + seen
                    + ". Lost are the sums of the minutes not yet written then"
                    + (unfinished == 0
                            ? ", and nothing else"
                            : ", and " + unfinished + (unfinished == 1 ? " file" : " files")
                                    + " not yet complete")
                    + ".");
        }
    }

    /** Says that this run still lives, now. */
    void beat(Instant now) throws IOException {
        Files.writeString(running, now.toString());
    }

    private static int removeTemporaries(Path folder) throws IOException {
        int removed = 0;
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(DurableFiles.TEMPORARY) || name.endsWith(".partial")) {
                    Files.delete(file);
                    removed++;
                }
            }
        }
        return removed;
    }

    static List<Path> list(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(ending))
                    .filter(Files::isRegularFile).sorted().toList();
        }
    }

    static Path sibling(Path file, String ending) {
        String name = file.getFileName().toString();
        return file.resolveSibling(name.substring(0, name.lastIndexOf('.')) + ending);
    }

    /** Sets a file aside that cannot be used; of many the newest stay. One that cannot be moved stays. */
    void setAside(Path file, String why) {
        Path aside = damaged.resolve(file.getFileName());
        try {
            Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
            news.add(file + " " + why + "; it now stands in " + damaged + ".");
            List<Path> all = list(damaged, "");
            for (int i = 0; i < all.size() - MOST_DAMAGED; i++) {
                Files.delete(all.get(i));
            }
        } catch (IOException e) {
            news.add(file + " " + why + "; it cannot be set aside either: " + Reason.of(e) + ".");
        }
    }

    /** Removes all of a capture that failed, under whatever name its writer has left it. */
    void removeCapture(String id, Throwable cause) {
        try (Stream<Path> files = Files.list(captures)) {
            for (Path file : files.toList()) {
                if (file.getFileName().toString().startsWith(id + ".")) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    long damagedBytes() throws IOException {
        long bytes = 0;
        for (Path file : list(damaged, "")) {
            bytes += Files.size(file);
        }
        return bytes;
    }

    Optional<Path> oldestDamaged() throws IOException {
        return list(damaged, "").stream().findFirst();
    }

    List<String> takeNews() {
        List<String> taken = List.copyOf(news);
        news.clear();
        return taken;
    }

    /** Lets go of a folder that could not be opened; what the last run left is still to be told. */
    void abandon() throws IOException {
        lock.release();
        lockFile.close();
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(running);
        abandon();
    }
}
