package dev.fxprof.cli;

import dev.fxprof.api.Capture;
import dev.fxprof.api.MalformedTraceException;
import dev.fxprof.export.capture.TraceFile;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Opens the capture that an argument names. */
final class CaptureInput {
    /** Smaller files are read within a second. */
    private static final long LARGE = 32L << 20;

    private CaptureInput() {
    }

    static Capture open(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new CommandFailure(CommandFailure.INPUT, "there is no file " + file);
        }
        if (Files.isDirectory(file)) {
            throw new CommandFailure(CommandFailure.INPUT,
                    file + " is a folder, expected a recording");
        }
        if (!Files.isRegularFile(file)) {
            throw new CommandFailure(CommandFailure.INPUT,
                    file + " is a pipe or a device; expected "
                            + "a file, since a recording is read more than once");
        }
        try {
            long size = Files.size(file);
            if (size > LARGE) {
                System.err.println(Terminal.safe(String.format(Locale.ROOT,
                        "fxprof: reading %s (%,d MB)", file, size / 1_000_000)));
            }
            return TraceFile.read(file);
        } catch (MalformedTraceException e) {
            throw new CommandFailure(CommandFailure.INPUT, e.getMessage());
        } catch (AccessDeniedException e) {
            throw new CommandFailure(CommandFailure.ENVIRONMENT,
                    file + " cannot be read: access denied");
        }
    }
}
