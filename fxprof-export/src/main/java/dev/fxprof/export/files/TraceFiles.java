package dev.fxprof.export.chrome;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The files of one trace: their names, their limit, and what becomes of them in a failure. */
final class TraceFiles {
    /** Opens a file for writing; without options it is emptied if it exists. */
    @FunctionalInterface
    interface Opener {
        OutputStream open(Path path, OpenOption... options) throws IOException;
    }

    /** Does not fail when the writing thread is interrupted, unlike a channel. */
    static final Opener DISK = Files::newOutputStream;

    static final long SMALLEST_LIMIT = 4L << 20;

    /** How many files share the limit. */
    private static final int SHARES = 4;

    private static final Pattern OWN_NAME = Pattern
            .compile("profiler_trace(\\.\\d{4,})?(\\.partial)?\\.json");

    private record Finished(Path path, long size) {}

    private final Path folder;
    private final String fileName;
    private final long limit;
    private final Opener opener;
    private final EventBuffer buffer;
    private final ArrayDeque<Finished> finished = new ArrayDeque<>();
    private long finishedBytes;
    private int number;
    private Path path;
    private OutputStream out;

    /** {@code fileName} may be empty for the names of the format's own. */
    TraceFiles(Path folder, String fileName, long limit, Opener opener, EventBuffer buffer) {
        if (limit < 0 || limit > 0 && limit < SMALLEST_LIMIT) {
            throw new IllegalArgumentException(
                    "the limit for the files of a trace must be at least "
                            + SMALLEST_LIMIT + " bytes, not " + limit);
        }
        if (limit > 0 && !fileName.isEmpty()) {
            throw new IllegalArgumentException("a single file has no limit");
        }
        this.folder = folder;
        this.fileName = fileName;
        this.limit = limit;
        this.opener = opener;
        this.buffer = buffer;
        this.path = name("");
    }

    boolean rotates() {
        return limit > 0;
    }

    /** Whether the current file takes so many bytes more and its end. */
    boolean fitsFile(long bytes) {
        return buffer.size() + bytes + EventBuffer.PAGE <= limit / SHARES;
    }

    /** Deletes old files until the trace takes so many bytes more; false if it never can. */
    boolean makeRoom(long bytes) throws IOException {
        long needed = buffer.size() + bytes + EventBuffer.PAGE;
        while (finishedBytes + needed > limit && !finished.isEmpty()) {
            Finished oldest = finished.removeFirst();
            Files.deleteIfExists(oldest.path);
            finishedBytes -= oldest.size;
        }
        return finishedBytes + needed <= limit;
    }

    /** Finishes the current file, if there is one, and makes the next. */
    void next() throws IOException {
        if (number > 0) {
            finish();
        } else if (fileName.isEmpty()) {
            deleteEarlierTrace();
        }
        number++;
        path = name("");
        out = opener.open(path);
        buffer.attach(out, 0);
    }

    /** Cuts the file that is there between two events, and goes on with it. */
    void resume(long size) throws IOException {
        number = 1;
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
            channel.truncate(size);
        }
        out = opener.open(path, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
        buffer.attach(out, size);
    }

    /** Ends the current file's array and closes the file. */
    void finish() throws IOException {
        buffer.finish();
        out.close();
        finished.addLast(new Finished(path, buffer.size()));
        finishedBytes += buffer.size();
        out = null;
    }

    List<Path> files() {
        List<Path> files = new ArrayList<>();
        finished.forEach(file -> files.add(file.path));
        if (!files.contains(path) && Files.exists(path)) {
            files.add(path);
        }
        return List.copyOf(files);
    }

    /** Gives up the current file under a name of its own; returns the exception to be thrown. */
    IOException fail(IOException cause) {
        String failed = cause instanceof FileSystemException named && named.getFile() != null
                ? named.getFile()
                : path.toString();
        String outcome = "";
        if (out != null) {
            closeQuietly();
        }
        if (out != null && Files.isRegularFile(path)) {
            Path partial = name(".partial");
            try {
                cutBetweenEvents();
                Files.move(path, partial, StandardCopyOption.REPLACE_EXISTING);
                path = partial;
                outcome = "; what was written is in " + partial.getFileName();
            } catch (IOException again) {
                cause.addSuppressed(again);
            }
        }
        out = null;
        return new IOException(failed + " cannot be written: " + reason(cause) + outcome, cause);
    }

    private void closeQuietly() {
        try {
            out.close();
        } catch (IOException ignored) {
            // The write before has already failed.
        }
    }

    /** A file system with blocks smaller than a page fills up within a page. */
    private void cutBetweenEvents() throws IOException {
        long size = Files.size(path);
        long whole = Math.max(buffer.sizeWritten(), size & -EventBuffer.PAGE);
        if (whole < size) {
            try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
                channel.truncate(whole);
            }
        }
    }

    private Path name(String suffix) {
        if (!fileName.isEmpty()) {
            return folder.resolve(fileName + suffix);
        }
        String counted = limit > 0 ? String.format(Locale.ROOT, ".%04d", Math.max(1, number)) : "";
        return folder.resolve("profiler_trace" + counted + suffix + ".json");
    }

    private void deleteEarlierTrace() throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                if (OWN_NAME.matcher(entry.getFileName().toString()).matches()
                        && !entry.equals(path) && Files.isRegularFile(entry)) {
                    Files.delete(entry);
                }
            }
        }
    }

    /** Why a file cannot be read or written. */
    static String reason(IOException cause) {
        return switch (cause) {
            case AccessDeniedException _ -> "permission denied";
            case NoSuchFileException _ -> "no such folder";
            case NotDirectoryException _ -> "it is not a folder";
            case FileSystemException e when e.getReason() != null -> e.getReason();
            default -> cause.getMessage() == null
                    ? cause.getClass().getSimpleName()
                    : cause.getMessage();
        };
    }
}
