package dev.fxprof.export.files;

import dev.fxprof.api.Capture;
import dev.fxprof.api.SpanBatch;
import dev.fxprof.api.SpanSink;
import dev.fxprof.export.capture.TraceFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One file of a rotated trace: its slices, and the flows that end in it. */
final class RotatedFile implements SpanSink {
    record Slice(String track, long span, long start, long end, boolean placeholder) {
        boolean holds(TaskStream.Cause cause) {
            return track.equals(cause.track()) && span == cause.span()
                    && start <= cause.nanos() && end >= cause.nanos();
        }
    }

    /** Where a flow begins; before all times if only an earlier file holds that. */
    record Begin(int track, long span, long nanos) {
        boolean isEarlier() {
            return nanos < 0;
        }
    }

    final List<Slice> slices = new ArrayList<>();
    final Map<TaskStream.Effect, Begin> flows = new HashMap<>();
    final Map<Integer, String> tracks = new HashMap<>();
    Map<String, Long> repairs;
    int doubled;
    private final Map<Long, List<Slice>> bySpan = new HashMap<>();

    static RotatedFile read(Path path) throws IOException {
        RotatedFile file = new RotatedFile();
        try (Capture capture = TraceFile.read(path)) {
            file.repairs = capture.repairs();
            capture.replay(file);
        }
        return file;
    }

    boolean holds(TaskStream.Cause cause, boolean standIn) {
        return bySpan.getOrDefault(cause.span(), List.of()).stream()
                .anyMatch(slice -> slice.placeholder == standIn && slice.holds(cause));
    }

    @Override
    public void track(int number, String name) {
        tracks.put(number, name);
    }

    @Override
    public void accept(SpanBatch batch) {
        String track = tracks.get(batch.track());
        for (int i = 0; i < batch.slices(); i++) {
            Slice slice = new Slice(track, batch.spanId(i), batch.startNanos(i),
                    batch.endNanos(i), batch.isPlaceholder(i));
            slices.add(slice);
            bySpan.computeIfAbsent(slice.span, _ -> new ArrayList<>()).add(slice);
        }
        for (int j = 0; j < batch.links(); j++) {
            Begin begin = new Begin(batch.linkFromTrack(j), batch.linkFrom(j),
                    batch.linkFromNanos(j));
            Begin before = flows.put(new TaskStream.Effect(track, batch.linkToNanos(j)), begin);
            doubled += before == null ? 0 : 1;
        }
    }

    @Override
    public void lost(int track, long nanos, long records) {
        throw new AssertionError("nothing is lost");
    }

    @Override
    public void flush() {
    }

    @Override
    public void close() {
    }
}
