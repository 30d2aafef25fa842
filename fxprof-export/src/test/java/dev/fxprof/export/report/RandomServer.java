package dev.fxprof.export.report;

import dev.fxprof.api.Capture;
import dev.fxprof.api.ScriptRuntime;
import dev.fxprof.api.Site;
import dev.fxprof.api.SpanKind;
import dev.fxprof.export.capture.CaptureBuilder;
import dev.fxprof.export.capture.ReadTrack;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A server that does random things, as a capture and as the plain list of what it did. */
final class RandomServer {
    static final class Slice {
        Site site;
        Slice parent;
        long start;
        long end;
        int source;
        boolean first;
        final List<Slice> children = new ArrayList<>();

        long nanos() {
            return end - start;
        }

        long self() {
            return nanos() - children.stream().mapToLong(Slice::nanos).sum();
        }

        boolean isWithin(Site wanted) {
            for (Slice at = parent; at != null; at = at.parent) {
                if (at.site.equals(wanted)) {
                    return true;
                }
            }
            return false;
        }

        Slice tick() {
            for (Slice at = this; at != null; at = at.parent) {
                if (at.site.kind() == SpanKind.TICK) {
                    return at;
                }
            }
            return null;
        }

        int player() {
            for (Slice at = this; at != null; at = at.parent) {
                if (at.source > 0) {
                    return at.source;
                }
            }
            return 0;
        }
    }

    private static final SpanKind[] KINDS = {SpanKind.EVENT, SpanKind.EXPORT, SpanKind.THREAD,
            SpanKind.COMMAND, SpanKind.FUNCTION, SpanKind.NATIVE, SpanKind.REGION, SpanKind.ENTRY};
    private static final String[] RESOURCES = {"bank", "police", "citizen"};

    final List<Slice> slices = new ArrayList<>();
    final List<Slice> ticks = new ArrayList<>();
    private final Random random;
    private final CaptureBuilder builder = new CaptureBuilder("random");
    private final ReadTrack track;
    private long now = 1_000_000;

    RandomServer(long seed) throws IOException {
        random = new Random(seed);
        track = builder.track("svMain");
    }

    RandomServer run(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            if (random.nextInt(4) == 0) {
                call(null, 0);
            }
            Slice tick = new Slice();
            tick.site = builder.sites().site(builder.sites().intern("server",
                    ScriptRuntime.ENGINE, SpanKind.TICK, "tick", "", 0));
            tick.first = true;
            ticks.add(tick);
            open(tick, null);
            int calls = random.nextInt(12);
            for (int j = 0; j < calls; j++) {
                call(tick, 1);
            }
            close(tick);
            now += random.nextInt(50_000_000);
        }
        return this;
    }

    Capture capture() throws IOException {
        return builder.build();
    }

    private void call(Slice parent, int depth) throws IOException {
        Slice slice = new Slice();
        SpanKind kind = KINDS[random.nextInt(KINDS.length)];
        String resource = RESOURCES[random.nextInt(RESOURCES.length)];
        slice.site = builder.sites().site(builder.sites().intern(resource,
                kind == SpanKind.NATIVE ? ScriptRuntime.NATIVE : ScriptRuntime.LUA, kind,
                kind.label() + random.nextInt(3), "@" + resource + "/x.lua",
                kind == SpanKind.NATIVE ? 0 : 7));
        slice.source = random.nextInt(3) == 0 ? 1 + random.nextInt(4) : 0;
        slice.first = random.nextInt(8) != 0;
        open(slice, parent);
        for (int i = random.nextInt(4) - depth / 3; i > 0; i--) {
            call(slice, depth + 1);
        }
        close(slice);
    }

    private void open(Slice slice, Slice parent) throws IOException {
        slices.add(slice);
        slice.parent = parent;
        if (parent != null) {
            parent.children.add(slice);
        }
        slice.start = now;
        int row = track.begin(slice.site.id(), now);
        track.ids(row, slices.size(), 0);
        if (slice.source > 0) {
            track.source(row, slice.source);
        }
        if (!slice.first) {
            track.mark(row, ReadTrack.CONTINUED);
        }
        now += 1 + random.nextInt(400_000);
    }

    private void close(Slice slice) {
        now += 1 + random.nextInt(200_000);
        slice.end = now;
        track.end(now);
        now += 1;
    }
}
