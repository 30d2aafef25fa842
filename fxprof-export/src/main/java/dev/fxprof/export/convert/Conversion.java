package dev.fxprof.export.convert;

import dev.fxprof.api.Capture;
import dev.fxprof.api.CaptureIdentity;
import dev.fxprof.api.SpanSink;
import dev.fxprof.api.TraceTarget;
import dev.fxprof.api.TraceWriter;
import dev.fxprof.api.TraceWriterFactory;
import dev.fxprof.export.output.Reason;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.function.UnaryOperator;

/**
 * A file that a capture is written to: under a temporary name in the same folder, and under its own once it
 * is whole.
 *
 * <p>Assumptions: one thread writes; any may call {@link #close} at any time.
 */
public final class Conversion implements Closeable {
    private static final int RANDOM_BYTES = 6;

    private final TraceWriterFactory format;
    private final Path output;
    private final Path pending;

    /**
     * Nothing is written yet.
     *
     * @param format what to write
     * @param output where, in an existing folder; what stands there is replaced
     */
    public Conversion(TraceWriterFactory format, Path output) {
        this.format = format;
        this.output = output.toAbsolutePath();
        byte[] random = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(random);
        // A name that ends as the other does, for formats that look at it.
        pending = this.output.resolveSibling(".fxprof-" + HexFormat.of().formatHex(random) + "-"
                + output.getFileName());
    }

    /**
     * Writes the temporary file.
     *
     * @param capture what to write
     * @param watched gets the writer, and returns the sink that the spans are handed to instead
     * @throws IOException if it cannot be written; the sentence names the output
     */
    public void write(Capture capture, UnaryOperator<SpanSink> watched) throws IOException {
        TraceTarget target = new TraceTarget(pending.getParent(),
                pending.getFileName().toString(), capture.sites(), capture.processName(), 0, true,
                CaptureIdentity.NONE);
        try (TraceWriter writer = format.open(target)) {
            capture.replay(watched.apply(writer));
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /**
     * Gives the file its name.
     *
     * @throws IOException if it cannot be moved
     */
    public void commit() throws IOException {
        try {
            move();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private void move() throws IOException {
        try {
            Files.move(pending, output, StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException _) {
            Files.move(pending, output, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** A failure with the name of the output: a writer speaks of the temporary file, which goes away. */
    private IOException failed(IOException e) {
        IOException cause = e;
        while (String.valueOf(cause.getMessage()).contains(pending.getFileName().toString())
                && cause.getCause() instanceof IOException before) {
            cause = before;
        }
        String reason = Reason.of(cause).replace(pending.toString(), "the file");
        return new IOException(output + " cannot be written: " + reason, e);
    }

    /** Removes what was written and has not got its name. */
    @Override
    public void close() throws IOException {
        String name = pending.getFileName().toString();
        // Writers put parts beside it.
        try (DirectoryStream<Path> files = Files.newDirectoryStream(pending.getParent(),
                file -> file.getFileName().toString().startsWith(name))) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
    }
}
