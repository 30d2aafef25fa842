package dev.fxprof.export.files;

import dev.fxprof.api.TraceTarget;
import dev.fxprof.export.output.Reason;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
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
public final class TraceFiles {
    /** Opens a file for writing. */
    @FunctionalInterface
    public interface Opener {
        /**
         * Opens a file.
         *
         * @param path the file
         * @param options without any, it is made, or emptied if it exists
         * @return takes its bytes
         * @throws IOException if it cannot be opened
         */
        OutputStream open(Path path, OpenOption... options) throws IOException;
    }

    /**
     * What a format decides.
     *
     * @param name name of the files without number and extension
     * @param extension ending of the files, with its dot
     * @param smallestLimit smallest limit for all files together, bytes
     * @param slack bytes that a file may take beyond what was announced
     */
    public record Form(String name, String extension, long smallestLimit, int slack) {
        Pattern ownName() {
            return Pattern.compile(Pattern.quote(name) + "(\\.\\d{4,})?(\\.partial)?"
                    + Pattern.quote(extension));
        }
    }

    /** Does not fail when the writing thread is interrupted, unlike a channel. */
    public static final Opener DISK = Files::newOutputStream;

    /** How many files share the limit. */
    private static final int SHARES = 4;

    private record Finished(Path path, long size) {}

    private final Path folder;
    private final String fileName;
    private final long limit;
    private final Opener opener;
    private final FileContent content;
    private final Form form;
    private final ArrayDeque<Finished> finished = new ArrayDeque<>();
    private long finishedBytes;
    private int number;
    private Path path;
    private OutputStream out;

    /** Files of a trace; none is made yet. */
    TraceFiles(TraceTarget target, Form form, Opener opener, FileContent content) {
        this.folder = target.folder();
        this.fileName = target.fileName();
        this.limit = target.maxBytes();
        if (limit < 0 || limit > 0 && limit < form.smallestLimit) {
            throw new IllegalArgumentException(
                    "the limit for the files of a trace must be at least "
                            + form.smallestLimit + " bytes, not " + limit);
        }
        if (limit > 0 && !fileName.isEmpty()) {
            throw new IllegalArgumentException("a single file has no limit");
        }
        this.form = form;
        this.opener = opener;
        this.content = content;
        this.path = name("");
    }

    /** Whether there is a limit, so that files are rotated. */
    boolean rotates() {
        return limit > 0;
    }

    /** Whether the current file takes so many bytes more and its end. */
    boolean fitsFile(long bytes) {
        return content.size() + bytes + form.slack <= limit / SHARES;
    }

    /** Deletes old files until the trace takes so many bytes more; deletes none, false, if it never can. */
    boolean makeRoom(long bytes) throws IOException {
        long needed = content.size() + bytes + form.slack;
        if (needed > limit) {
            return false;
        }
        while (finishedBytes + needed > limit && !finished.isEmpty()) {
            Finished oldest = finished.removeFirst();
            Files.deleteIfExists(oldest.path);
            finishedBytes -= oldest.size;
        }
        return true;
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
        content.attach(out, 0);
    }

    /** Cuts the file that is there between two events, and goes on with it. */
    void resume(long size) throws IOException {
        number = 1;
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
            channel.truncate(size);
        }
        out = opener.open(path, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
        content.attach(out, size);
    }

    /** Ends the current file and closes it. */
    void finish() throws IOException {
        content.finish();
        out.close();
        finished.addLast(new Finished(path, content.size()));
        finishedBytes += content.size();
        out = null;
    }

    /** The files that stand now, the oldest first. */
    List<Path> files() {
        List<Path> files = new ArrayList<>();
        finished.forEach(file -> files.add(file.path));
        if (!files.contains(path) && Files.exists(path)) {
            files.add(path);
        }
        return List.copyOf(files);
    }

    /** Gives up the current file under a name of its own; returns what is to be thrown, one sentence. */
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
        return new IOException(failed + " cannot be written: " + Reason.of(cause) + outcome, cause);
    }

    private void closeQuietly() {
        try {
            out.close();
        } catch (IOException ignored) {
            // The write before has already failed.
        }
    }

    private void cutBetweenEvents() throws IOException {
        long size = Files.size(path);
        long whole = content.wholeWithin(size);
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
        return folder.resolve(form.name + counted + suffix + form.extension);
    }

    private void deleteEarlierTrace() throws IOException {
        Pattern own = form.ownName();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                if (own.matcher(entry.getFileName().toString()).matches()
                        && !entry.equals(path) && Files.isRegularFile(entry)) {
                    Files.delete(entry);
                }
            }
        }
    }
}
