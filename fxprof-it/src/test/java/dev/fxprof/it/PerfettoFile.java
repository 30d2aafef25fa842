package dev.fxprof.it;

import dev.fxprof.api.Capture;
import dev.fxprof.api.Site;
import dev.fxprof.api.SpanBatch;
import dev.fxprof.api.SpanObserver;
import dev.fxprof.export.capture.TraceFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** What a capture in Perfetto's format holds, as the product reads it. */
final class PerfettoFile implements SpanObserver {
    final Map<String, Long> repairs;
    final Map<String, Long> totals = new HashMap<>();
    long slices;
    long spans;
    long ticks;
    long links;

    private final Capture capture;

    private PerfettoFile(Capture capture) {
        this.capture = capture;
        repairs = capture.repairs();
    }

    static PerfettoFile read(Path path) {
        try (Capture capture = TraceFile.read(path)) {
            PerfettoFile file = new PerfettoFile(capture);
            capture.replay(file);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void accept(SpanBatch batch) {
        for (int i = 0; i < batch.slices(); i++) {
            if (!batch.isPlaceholder(i)) {
                Site site = capture.sites().site(batch.site(i));
                slices++;
                spans += batch.isFirst(i) ? 1 : 0;
                ticks += site.kind().label().equals("tick") ? 1 : 0;
                totals.merge(site.name(), batch.endNanos(i) - batch.startNanos(i), Long::sum);
            }
        }
        links += batch.links();
    }
}
