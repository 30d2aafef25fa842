package dev.fxprof.export.chrome;

import dev.fxprof.api.CaptureCost;
import dev.fxprof.api.RingPosition;
import dev.fxprof.api.TraceWriter;
import dev.fxprof.export.TestBatch;
import dev.fxprof.export.TestSites;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a drain of two rings delivers, from the beginning or from positions on. */
final class ResumableStream {
    static final long SEGMENT = 0x8000_0000_0000_1234L;
    private static final int TREES_A_FLUSH = 3;
    private static final int RECORDS_A_TREE = 5;

    record Flushed(long size, Map<Integer, Long> records) {}

    private final TestSites sites;
    private final String[] names;
    private final int trees;
    private final int tick;
    private final int event;
    private final int function;

    ResumableStream(TestSites sites, int trees, String... names) {
        this.sites = sites;
        this.trees = trees;
        this.names = names;
        tick = sites.tick();
        event = sites.event("bank", "bank:pay");
        function = sites.function("shop", "buy");
    }

    static CaptureCost cost(long written) {
        return new CaptureCost(written + 17, written, 1, 2, 4, 10, 6, 64, 33, "tsc", 250, 3);
    }

    /** Delivers the trees below a limit that the positions do not count, and says what each flush left. */
    List<Flushed> deliver(TraceWriter writer, List<RingPosition> before, int limit)
            throws IOException {
        Map<Integer, Long> records = new TreeMap<>();
        before.forEach(position -> records.put(position.ring(), position.records()));
        List<Flushed> flushes = new ArrayList<>();
        for (int ring = 0; ring < 2; ring++) {
            writer.track(ring + 1, names[ring]);
        }
        int gathered = 0;
        for (int i = 0; i < limit; i++) {
            long end = (i / 2 + 1) * (long) RECORDS_A_TREE;
            if (records.getOrDefault(i % 2, 0L) < end) {
                writer.accept(tree(i));
                records.put(i % 2, end);
                if (++gathered % TREES_A_FLUSH == 0) {
                    flushes.add(flush(writer, records));
                }
            }
        }
        flushes.add(flush(writer, records));
        return flushes;
    }

    private Flushed flush(TraceWriter writer, Map<Integer, Long> records) throws IOException {
        for (var ring : records.entrySet()) {
            writer.position(new RingPosition(SEGMENT, ring.getKey(), ring.getValue()));
        }
        writer.cost(cost(records.values().stream().mapToLong(Long::longValue).sum()));
        writer.flush();
        return new Flushed(Files.size(writer.files().getLast()), new TreeMap<>(records));
    }

    /** Three slices, a link from the tree before and one within: five records. */
    private TestBatch tree(int i) {
        long at = 1_000_000L * i;
        TestBatch batch = new TestBatch(i % 2 + 1).open(tick, id(i, 0), at);
        batch.leaf(event, id(i, 1), at + 1000, at + 400_000);
        if (i > 1) {
            batch.caused(id(i - 2, 2), at - 2_000_000 + 500_100);
        }
        batch.leaf(function, id(i, 2), at + 500_000, at + 600_000).caused(id(i, 1), at + 2000);
        return batch.close(at + 900_000);
    }

    private static long id(int tree, int slice) {
        return 10L * tree + slice + 1;
    }

    /** Thread, span and start of every slice. */
    List<String> slices() {
        TreeSet<String> slices = new TreeSet<>();
        for (int i = 0; i < trees; i++) {
            TestBatch tree = tree(i);
            for (int s = 0; s < tree.slices(); s++) {
                slices.add(
                        names[i % 2] + " " + tree.spanId(s) + "@" + tree.startNanos(s));
            }
        }
        return List.copyOf(slices);
    }

    int trees() {
        return trees;
    }

    TestSites sites() {
        return sites;
    }
}
