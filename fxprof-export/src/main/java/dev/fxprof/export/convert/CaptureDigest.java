package dev.fxprof.export.convert;

import dev.fxprof.api.Capture;
import dev.fxprof.api.SiteTable;
import dev.fxprof.api.SpanBatch;
import dev.fxprof.api.SpanObserver;
import dev.fxprof.export.flamegraph.StackTotals;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What must be the same in two recordings of different formats, added up as a span stream passes.
 *
 * <p>Guarantees: memory depends on the number of names, pairs of names and stacks, all of which are bounded,
 * not on the length of the stream.
 */
public final class CaptureDigest implements SpanObserver {
    private static final String LOST_PARENT = "(parent not recorded)";

    private final SiteTable sites;
    private final Nestings nestings = new Nestings();
    private final StackTotals stacks;
    private final int lostParent = nestings.number(LOST_PARENT);
    private int[] nameOfSite = new int[256];
    private long[] totals = new long[64];
    private long spans;
    private long slices;
    private long placeholders;

    /**
     * Starts with nothing.
     *
     * @param sites sites of the stream
     */
    public CaptureDigest(SiteTable sites) {
        this.sites = sites;
        stacks = new StackTotals(sites);
    }

    /**
     * Adds up a capture.
     *
     * @param capture replayed once
     * @return its digest
     * @throws IOException if the capture's temporary file cannot be read
     */
    public static CaptureDigest of(Capture capture) throws IOException {
        CaptureDigest digest = new CaptureDigest(capture.sites());
        capture.replay(digest);
        return digest;
    }

    /**
     * Number of activations.
     *
     * @return count
     */
    public long spans() {
        return spans;
    }

    /**
     * Number of stretches.
     *
     * @return count
     */
    public long slices() {
        return slices;
    }

    /**
     * Number of stand-ins for parents that were not recorded; none is among the spans and slices.
     *
     * @return count
     */
    public long placeholders() {
        return placeholders;
    }

    /**
     * Time of all stacks together, that of placeholders included.
     *
     * @return nanoseconds
     */
    public long selfNanos() {
        return stacks.totalNanos();
    }

    /**
     * Time of all slices of a name together, those in others of the same name included.
     *
     * @return nanoseconds by name
     */
    public Map<String, Long> totalNanos() {
        Map<String, Long> byName = new TreeMap<>();
        for (int number = 1; number < nestings.size(); number++) {
            if (number != lostParent) {
                byName.put(nestings.name(number), totals[number]);
            }
        }
        return Collections.unmodifiableMap(byName);
    }

    Nestings nestings() {
        return nestings;
    }

    StackTotals stacks() {
        return stacks;
    }

    @Override
    public void track(int track, String name) {
        stacks.track(track, name);
    }

    @Override
    public void accept(SpanBatch batch) {
        stacks.accept(batch);
        for (int i = 0, size = batch.slices(); i < size; i++) {
            if (batch.isPlaceholder(i)) {
                placeholders++;
                continue;
            }
            slices++;
            spans += batch.isFirst(i) ? 1 : 0;
            int name = name(batch.site(i));
            totals[name] += batch.endNanos(i) - batch.startNanos(i);
            int parent = batch.parent(i);
            nestings.add(parent < 0
                    ? Nestings.NONE
                    : batch.isPlaceholder(parent) ? lostParent : name(batch.site(parent)), name);
        }
    }

    private int name(int site) {
        if (site >= nameOfSite.length) {
            nameOfSite = Arrays.copyOf(nameOfSite, Math.max(site + 1, 2 * nameOfSite.length));
        }
        if (nameOfSite[site] == 0) {
            int name = nestings.number(sites.site(site).name());
            nameOfSite[site] = name;
            if (name >= totals.length) {
                totals = Arrays.copyOf(totals, Math.max(name + 1, 2 * totals.length));
            }
        }
        return nameOfSite[site];
    }
}
