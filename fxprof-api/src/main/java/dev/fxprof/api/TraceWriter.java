package dev.fxprof.api;

import java.nio.file.Path;
import java.util.List;

/** A sink that writes trace files of one format. */
public interface TraceWriter extends SpanSink {
    /**
     * The files that stand now, oldest first. Rotation removes old ones.
     *
     * @return at least one path once the first batch was taken
     */
    List<Path> files();
}
