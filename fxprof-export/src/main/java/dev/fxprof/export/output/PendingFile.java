package dev.fxprof.export.output;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A file that is written beside its place, as {@code NAME.partial}, and moved there once it is whole.
 * What is no regular file, such as a pipe, is written to as it is.
 *
 * <p>All methods fail with a sentence that names the file and the cause.
 */
public final class PendingFile implements Closeable {
    private static final int BUFFER = 1 << 16;

    private final Path file;
    private final Path partial;
    private final OutputStream out;
    private boolean done;

    /**
     * Begins a file.
     *
     * @param file where it is to stand; what stands there is replaced
     * @throws IOException if it cannot be made
     */
    public PendingFile(Path file) throws IOException {
        this.file = file;
        boolean direct = Files.exists(file) && !Files.isRegularFile(file);
        partial = direct ? file : file.resolveSibling(file.getFileName() + ".partial");
        try {
            out = new BufferedOutputStream(Files.newOutputStream(partial), BUFFER);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /**
     * Where the file is to stand.
     *
     * @return its path
     */
    public Path path() {
        return file;
    }

    /**
     * Takes the content; need not be closed.
     *
     * @return a stream that is buffered
     */
    public OutputStream stream() {
        return new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                write(new byte[]{(byte) one}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int from, int count) throws IOException {
                try {
                    out.write(bytes, from, count);
                } catch (IOException e) {
                    throw failed(e);
                }
            }

            @Override
            public void flush() throws IOException {
                try {
                    out.flush();
                } catch (IOException e) {
                    throw failed(e);
                }
            }
        };
    }

    /**
     * Moves the file, which is whole now, to its place.
     *
     * @throws IOException if it cannot be written or moved
     */
    public void commit() throws IOException {
        try {
            out.close();
            if (!partial.equals(file)) {
                Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING);
            }
            done = true;
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** Removes what was written, unless it was committed. */
    @Override
    public void close() {
        if (done) {
            return;
        }
        done = true;
        try {
            out.close();
        } catch (IOException _) {
            // The write before has failed already.
        }
        if (!partial.equals(file)) {
            try {
                Files.deleteIfExists(partial);
            } catch (IOException _) {
                // Whoever took the folder away took the file with it.
            }
        }
    }

    /**
     * A failure as a sentence that names the file.
     *
     * @param cause what went wrong, such as a sentence of this class
     * @return the failure to report
     */
    public IOException failed(IOException cause) {
        String sentence = file + " cannot be written: ";
        if (cause.getMessage() != null && cause.getMessage().startsWith(sentence)) {
            return cause;
        }
        return new IOException(sentence + Reason.of(cause), cause);
    }
}
