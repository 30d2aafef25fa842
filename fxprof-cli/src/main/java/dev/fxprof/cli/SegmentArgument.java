package dev.fxprof.cli;

import dev.fxprof.ringbuffer.LiveSegments;
import dev.fxprof.ringbuffer.SegmentException;
import dev.fxprof.ringbuffer.SegmentView;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** A segment that the user names by its file or by the process that records into it. */
final class SegmentArgument {
    private static final Pattern PROCESS = Pattern.compile("[0-9]{1,10}");

    private SegmentArgument() {
    }

    static Path file(String argument) {
        if (PROCESS.matcher(argument).matches() && !Files.exists(Path.of(argument))) {
            return LiveSegments.ofUser().find(Long.parseLong(argument))
                    .orElseThrow(() -> new CommandFailure(CommandFailure.INPUT, "process "
                            + argument + " has no segment of this user; fxprof dump lists those "
                            + "there are"));
        }
        Path file = Path.of(argument);
        if (!Files.isRegularFile(file)) {
            throw new CommandFailure(CommandFailure.INPUT,
                    file + ": there is no such segment file");
        }
        return file;
    }

    static SegmentView view(String argument) throws IOException {
        Path file = file(argument);
        try {
            return SegmentView.open(file);
        } catch (SegmentException e) {
            throw new CommandFailure(CommandFailure.INPUT, e.getMessage());
        } catch (AccessDeniedException e) {
            throw notAllowed(file);
        }
    }

    static CommandFailure notAllowed(Path file) {
        return new CommandFailure(CommandFailure.ENVIRONMENT, file
                + " belongs to another user; run this as the user of the process that records");
    }
}
