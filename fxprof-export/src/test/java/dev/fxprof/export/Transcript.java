package dev.fxprof.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fxprof.api.Capture;
import dev.fxprof.api.CaptureCost;
import dev.fxprof.api.SamplingStep;
import dev.fxprof.api.Site;
import dev.fxprof.api.SiteTable;
import dev.fxprof.api.SpanBatch;
import dev.fxprof.api.SpanObserver;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All that a sink is given, a line each, by track: what agrees here agrees in everything. */
public final class Transcript implements SpanObserver {
    private final SiteTable sites;
    private final boolean full;
    private final Map<Integer, String> names = new TreeMap<>();
    private final Map<String, List<String>> lines = new TreeMap<>();

    /**
     * Nothing yet.
     *
     * @param sites sites of the capture
     * @param full whether ids, files and marks that a file without ids does not have are written down
     */
    public Transcript(SiteTable sites, boolean full) {
        this.sites = sites;
        this.full = full;
    }

    /** What a capture replays. */
    public static Transcript of(Capture capture, boolean full) throws IOException {
        Transcript transcript = new Transcript(capture.sites(), full);
        capture.replay(transcript);
        return transcript;
    }

    /** Lines by the name of their track; those of the capture itself under an empty name. */
    public Map<String, List<String>> lines() {
        return lines;
    }

    /** Fails with the first line that another one does not have in its place. */
    public void shouldEqual(Transcript other) {
        assertThat(lines.keySet()).isEqualTo(other.lines.keySet());
        lines.forEach((track, own) -> {
            List<String> theirs = other.lines.get(track);
            for (int i = 0; i < Math.min(own.size(), theirs.size()); i++) {
                assertThat(own.get(i)).as("%s, line %d", track, i).isEqualTo(theirs.get(i));
            }
            assertThat(own).as(track).hasSameSizeAs(theirs);
        });
    }

    private void line(String track, String line) {
        lines.computeIfAbsent(track, _ -> new ArrayList<>()).add(line);
    }

    @Override
    public void track(int track, String name) {
        names.put(track, name);
        lines.computeIfAbsent(name, _ -> new ArrayList<>());
    }

    @Override
    public void accept(SpanBatch batch) {
        String track = names.get(batch.track());
        for (int i = 0; i < batch.slices(); i++) {
            line(track, slice(batch, i));
        }
        List<String> ties = new ArrayList<>();
        for (int j = 0; j < batch.links(); j++) {
            ties.add(
                    (batch.linkContinues(j) ? "continue " : "cause ") + batch.linkFromNanos(j) + " "
                            + batch.linkToNanos(j)
                            + (full ? " " + batch.linkFrom(j) + " " + batch.linkTo(j) : ""));
        }
        ties.sort(null);
        ties.forEach(tie -> line(track + " links", tie));
        for (int k = 0; k < batch.counters(); k++) {
            line(track + " counters", batch.counterNanos(k) + " "
                    + sites.site(batch.counterSite(k)).name() + " " + batch.counterValue(k));
        }
    }

    private String slice(SpanBatch batch, int i) {
        String site = batch.isPlaceholder(i)
                ? "placeholder"
                : site(sites.site(batch.site(i)));
        String slice = " ".repeat(batch.depth(i)) + batch.startNanos(i) + " " + batch.endNanos(i)
                + " " + batch.selfNanos(i) + " " + site;
        if (!full) {
            return slice + (batch.isFirst(i) ? "" : " continued");
        }
        return slice + " " + batch.spanId(i) + " " + batch.parentId(i)
                + (batch.isFirst(i) ? "" : " continued")
                + (batch.isUnfinished(i) ? " unfinished" : "") + " source " + batch.source(i)
                + " calls " + batch.calls(i);
    }

    private String site(Site site) {
        String text = site.resource() + "|" + site.runtime() + "|" + site.kind() + "|"
                + site.name();
        return full ? text + "|" + site.file() + "|" + site.line() : text;
    }

    @Override
    public void lost(int track, long nanos, long records) {
        line(names.get(track) + " lost", nanos + " " + records);
    }

    @Override
    public void cost(CaptureCost cost) {
        line("", cost.toString());
    }

    @Override
    public void sampling(SamplingStep step) {
        line("", step.nanos() + " " + sites.site(step.site()).name() + " " + step.every());
    }
}
