package dev.fxprof.export.flamegraph;

import dev.fxprof.api.SpanBatch;
import dev.fxprof.api.TraceTarget;
import dev.fxprof.api.TraceWriter;
import dev.fxprof.export.output.PendingFile;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Adds up the stacks of a stream and writes them when it is closed. */
final class StackTotalsWriter implements TraceWriter {
    /** Writes the content of a file. */
    @FunctionalInterface
    interface Content {
        void write(StackTotals totals, Appendable to) throws IOException;
    }

    /** Writes further files, and returns them. */
    @FunctionalInterface
    interface More {
        List<Path> write(StackTotals totals) throws IOException;
    }

    private final StackTotals totals;
    private final PendingFile file;
    private final Content content;
    private final More more;
    private final List<Path> files = new ArrayList<>();
    private boolean closed;

    /** Begins the file, so that one that cannot be written is found at once. */
    StackTotalsWriter(TraceTarget target, Path path, Content content, More more)
            throws IOException {
        totals = new StackTotals(target.sites());
        file = new PendingFile(path);
        this.content = content;
        this.more = more;
        files.add(path);
    }

    @Override
    public void track(int track, String name) {
        totals.track(track, name);
    }

    @Override
    public void accept(SpanBatch batch) {
        totals.accept(batch);
    }

    @Override
    public void lost(int track, long nanos, long records) {
    }

    @Override
    public void flush() {
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try (file) {
            write(file, to -> content.write(totals, to));
        }
        files.addAll(more.write(totals));
    }

    /** Something that writes text. */
    @FunctionalInterface
    interface Text {
        void writeTo(Appendable to) throws IOException;
    }

    static void write(PendingFile file, Text text) throws IOException {
        Writer to = new BufferedWriter(
                new OutputStreamWriter(file.stream(), StandardCharsets.UTF_8));
        text.writeTo(to);
        to.flush();
        file.commit();
    }

    @Override
    public List<Path> files() {
        return List.copyOf(files);
    }
}
