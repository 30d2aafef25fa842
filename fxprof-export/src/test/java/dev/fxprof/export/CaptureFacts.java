package dev.fxprof.export;

import dev.fxprof.api.Capture;
import dev.fxprof.api.Site;
import dev.fxprof.api.SiteTable;
import dev.fxprof.api.SpanBatch;
import dev.fxprof.api.SpanObserver;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** What can be said of a capture, so that two of them can be compared. */
public final class CaptureFacts implements SpanObserver {
    public record Slice(String site, int depth, long start, long end, long self, long calls,
            String marks, long span, long parent) {}

    public final Map<String, List<List<Slice>>> slicesByThread = new TreeMap<>();
    public final Map<String, Long> totalsByName = new TreeMap<>();
    public long spans;
    public long slices;
    private final SiteTable sites;
    private final Map<Integer, List<Slice>> byTrack = new HashMap<>();

    private CaptureFacts(SiteTable sites) {
        this.sites = sites;
    }

    public static CaptureFacts of(Capture capture) throws IOException {
        CaptureFacts facts = new CaptureFacts(capture.sites());
        capture.replay(facts);
        facts.slicesByThread.values().forEach(tracks -> tracks.removeIf(List::isEmpty));
        facts.slicesByThread.values().removeIf(List::isEmpty);
        // Threads of one name are told apart by what they did.
        facts.slicesByThread.values()
                .forEach(tracks -> tracks.sort(Comparator.comparing(List::toString)));
        return facts;
    }

    @Override
    public void track(int track, String name) {
        List<Slice> list = new ArrayList<>();
        byTrack.put(track, list);
        slicesByThread.computeIfAbsent(name, _ -> new ArrayList<>()).add(list);
    }

    @Override
    public void accept(SpanBatch batch) {
        for (int i = 0; i < batch.slices(); i++) {
            boolean lost = batch.isPlaceholder(i);
            Site site = lost ? null : sites.site(batch.site(i));
            byTrack.get(batch.track()).add(new Slice(lost ? "lost" : text(site), batch.depth(i),
                    batch.startNanos(i), batch.endNanos(i), batch.selfNanos(i), batch.calls(i),
                    (batch.isFirst(i) ? "" : "continued ")
                            + (batch.isUnfinished(i) ? "unfinished " : "")
                            + (batch.isPlaceholder(i) ? "placeholder " : "")
                            + (batch.isBelowLeftOut(i) ? "below " : "") + batch.source(i),
                    batch.spanId(i), batch.parentId(i)));
            if (!lost) {
                slices++;
                spans += batch.isFirst(i) ? 1 : 0;
                totalsByName.merge(site.name(), batch.endNanos(i) - batch.startNanos(i), Long::sum);
            }
        }
    }

    /** The first slice that differs, for a message that can be read; empty if all are equal. */
    public String firstDifference(CaptureFacts other) {
        if (!slicesByThread.keySet().equals(other.slicesByThread.keySet())) {
            return slicesByThread.keySet() + " and " + other.slicesByThread.keySet();
        }
        for (var thread : slicesByThread.entrySet()) {
            List<Slice> mine = thread.getValue().stream().flatMap(List::stream).toList();
            List<Slice> others = other.slicesByThread.get(thread.getKey()).stream()
                    .flatMap(List::stream).toList();
            for (int i = 0; i < Math.max(mine.size(), others.size()); i++) {
                Slice here = i < mine.size() ? mine.get(i) : null;
                Slice there = i < others.size() ? others.get(i) : null;
                if (!Objects.equals(here, there)) {
                    return thread.getKey() + " " + i + ": " + here + " and " + there;
                }
            }
        }
        return "";
    }

    private static String text(Site site) {
        return String.join("|", site.resource(), site.runtime().label(), site.kind().label(),
                site.name(), site.file(), Integer.toString(site.line()));
    }
}
