package dev.fxprof.export;

import dev.fxprof.api.Capture;
import dev.fxprof.api.ScriptRuntime;
import dev.fxprof.api.Site;
import dev.fxprof.api.SpanBatch;
import dev.fxprof.api.SpanKind;
import dev.fxprof.api.SpanObserver;
import dev.fxprof.api.TraceReader;
import dev.fxprof.export.fuzz.BytesSource;
import dev.fxprof.export.report.Report;
import dev.fxprof.export.report.SpanStatistics;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a reader made of a file, for tests to look at. */
public final class ReadSlices implements SpanObserver {
    /** A slice with its place in the tree, outermost first, as {@code resource/kind/name}. */
    public record Slice(String track, List<String> path, Site site, long start, long end,
            long self, boolean unfinished) {
        public String label() {
            return path.getLast();
        }

        public SpanKind kind() {
            return site.kind();
        }

        public ScriptRuntime runtime() {
            return site.runtime();
        }

        public long micros() {
            return (end - start) / 1000;
        }
    }

    public record Value(String track, Site site, long nanos, double value) {}

    public final List<Slice> slices = new ArrayList<>();
    public final List<Value> values = new ArrayList<>();
    public Map<String, Long> repairs;
    public Report report;
    private final Map<Integer, String> tracks = new HashMap<>();
    private Capture capture;

    public static ReadSlices of(TraceReader reader, byte[] file) throws IOException {
        ReadSlices read = new ReadSlices();
        try (Capture capture = reader.read(new BytesSource("recording", file))) {
            read.capture = capture;
            capture.replay(read);
            read.repairs = Map.copyOf(capture.repairs());
            SpanStatistics statistics = new SpanStatistics(capture.sites(), 0);
            capture.replay(statistics);
            read.report = statistics.report();
        }
        return read;
    }

    /** The only slice of a name. */
    public Slice one(String name) {
        List<Slice> found = all(name);
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " slices " + name + " of " + slices);
        }
        return found.getFirst();
    }

    public List<Slice> all(String name) {
        return slices.stream().filter(slice -> slice.site.name().equals(name)).toList();
    }

    /** Nanoseconds by label. */
    public Map<String, Long> totals() {
        Map<String, Long> totals = new TreeMap<>();
        slices.forEach(slice -> totals.merge(slice.label(), slice.end - slice.start, Long::sum));
        return totals;
    }

    /** Self nanoseconds by label. */
    public Map<String, Long> selves() {
        Map<String, Long> selves = new TreeMap<>();
        slices.forEach(slice -> selves.merge(slice.label(), slice.self, Long::sum));
        return selves;
    }

    public List<String> tracks() {
        return List.copyOf(new TreeMap<>(tracks).values());
    }

    @Override
    public void track(int track, String name) {
        tracks.put(track, name);
    }

    @Override
    public void accept(SpanBatch batch) {
        List<List<String>> paths = new ArrayList<>();
        for (int i = 0; i < batch.slices(); i++) {
            Site site = capture.sites().site(batch.site(i));
            List<String> path = new ArrayList<>(batch.parent(i) < 0
                    ? List.of()
                    : paths.get(batch.parent(i)));
            path.add(site.resource() + "/" + site.kind().label() + "/" + site.name());
            paths.add(path);
            slices.add(new Slice(tracks.get(batch.track()), path, site, batch.startNanos(i),
                    batch.endNanos(i), batch.selfNanos(i), batch.isUnfinished(i)));
        }
        for (int k = 0; k < batch.counters(); k++) {
            values.add(new Value(tracks.get(batch.track()),
                    capture.sites().site(batch.counterSite(k)), batch.counterNanos(k),
                    batch.counterValue(k)));
        }
    }
}
