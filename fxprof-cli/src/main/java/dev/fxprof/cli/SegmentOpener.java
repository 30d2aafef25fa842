package dev.fxprof.cli;

import dev.fxprof.ringbuffer.Attachment;
import dev.fxprof.ringbuffer.SegmentException;
import dev.fxprof.ringbuffer.SegmentView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Attaches to whatever process publishes a segment under a name. */
final class SegmentOpener implements SessionSource.Opener {
    private final Path file;
    private List<Long> last = List.of();

    SegmentOpener(Path file) {
        this.file = file;
    }

    @Override
    public Optional<SessionSource.Attached> open() throws IOException {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        Attachment attachment;
        try {
            attachment = Attachment.open(List.of(file));
        } catch (SegmentException e) {
            throw new IOException(e.getMessage(), e);
        }
        List<Long> identity = attachment.identity().segments();
        if (identity.equals(last)) {
            // What is left of the process that has ended.
            attachment.close();
            return Optional.empty();
        }
        last = identity;
        SegmentView view = SegmentView.open(file);
        return Optional.of(new SessionSource.Attached(attachment, () -> RunningNow.of(view)));
    }
}
