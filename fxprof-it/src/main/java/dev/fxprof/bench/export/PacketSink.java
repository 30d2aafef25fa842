package dev.fxprof.bench.export;

import com.google.protobuf.CodedOutputStream;
import dev.fxprof.api.Site;
import dev.fxprof.api.SpanBatch;
import dev.fxprof.api.SpanKind;
import dev.fxprof.api.SpanSink;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Begins and ends of slices in the order of time; of a peer nothing else is asked. */
abstract class PacketSink implements SpanSink {
    // What the product interns under these numbers; see the packets that it begins with.
    static final int KIND = 1;
    static final int SOURCE = 7;
    static final int FIRST_NAME = 9;
    static final int FIRST_CATEGORY = 5;
    /** The sequence of the first track, and the flag that it needs its state. */
    static final int SEQUENCE = 2;
    static final int NEEDS_STATE = 2;

    final CodedOutputStream out;
    final SampleSites sites;
    private final int[] names;
    private final int[] categories = new int[SampleSites.RESOURCES + 1];
    private int interned;
    private int resources;
    private final int[] open = new int[64];
    private long last;

    PacketSink(CodedOutputStream out, SampleSites sites) {
        this.out = out;
        this.sites = sites;
        names = new int[sites.size() + 1];
    }

    @Override
    public final void track(int track, String name) {
    }

    @Override
    public final void accept(SpanBatch batch) throws IOException {
        int depth = 0;
        for (int i = 0, slices = batch.slices(); i < slices; i++) {
            depth = close(batch, depth, batch.parent(i));
            begin(batch, i, step(batch.startNanos(i)));
            open[depth++] = i;
        }
        close(batch, depth, -1);
    }

    private int close(SpanBatch batch, int from, int parent) throws IOException {
        int depth = from;
        while (depth > 0 && open[depth - 1] != parent) {
            end(step(batch.endNanos(open[--depth])));
        }
        return depth;
    }

    private long step(long nanos) {
        long step = nanos - last;
        last = nanos;
        return step;
    }

    /** Number of a site's name. */
    final int name(int site) {
        if (names[site] == 0) {
            names[site] = FIRST_NAME + interned++;
        }
        return names[site];
    }

    /** Number of a site's category. */
    final int category(int site) {
        int resource = resource(site);
        if (categories[resource] == 0) {
            categories[resource] = FIRST_CATEGORY + resources++;
        }
        return categories[resource];
    }

    /** The first site is the server's own. */
    private static int resource(int site) {
        int each = SampleSites.of(1, 0) - SampleSites.of(0, 0);
        return (site - SampleSites.of(0, 0) + each) / each;
    }

    /** Number of the text of a site's kind, or 0 where it is not written. */
    static int kind(Site site) {
        SpanKind kind = site.kind();
        return kind == SpanKind.NATIVE || kind == SpanKind.FUNCTION ? 0 : 1 + kind.ordinal();
    }

    /** Whether a site's place is written. */
    static boolean isLocated(Site site) {
        return site.kind() != SpanKind.NATIVE && !site.file().isEmpty();
    }

    abstract void begin(SpanBatch batch, int i, long step) throws IOException;

    abstract void end(long step) throws IOException;

    @Override
    public final void lost(int track, long nanos, long records) {
        throw new UnsupportedOperationException();
    }

    @Override
    public final void flush() {
    }

    @Override
    public final void close() {
        try {
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
