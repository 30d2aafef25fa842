package dev.fxprof.export;

import dev.fxprof.api.Capture;
import dev.fxprof.api.ScriptRuntime;
import dev.fxprof.api.SpanKind;
import dev.fxprof.export.capture.CaptureBuilder;
import dev.fxprof.export.capture.ReadTrack;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Captures that hold all that a recording may: any nesting, any name, slices of no length. */
public final class RandomCapture {
    private static final String[] NAMES = {"=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "'quoted",
            "a,b;c", "say \"hi\"", "line\nbreak\r\n", "\ttab", "<script>alert(1)</script>",
            "]]><svg onload=alert(1)>", "\uD83D\uDE00 smile", "ünïcödé", "", " ", "x (y)",
            "x (y) (z",
            "[thread]", "42", "name 42", "a\u202Eb", "\u0000\u0007", "f_[j]", "&amp;&lt;", "--",
            "\\n",
            "tick", "(other)", "\uFEFFbom", "\uFF1D1+1"};

    private final Random random;
    private final CaptureBuilder builder;
    private final List<Long> suspended = new ArrayList<>();
    private long ids;
    private long now;

    private RandomCapture(long seed, CaptureBuilder builder) {
        random = new Random(seed);
        this.builder = builder;
    }

    public static Capture of(long seed, int tracks, int trees) throws IOException {
        CaptureBuilder builder = new CaptureBuilder("random");
        builder.processName("fxprof <random> server");
        RandomCapture made = new RandomCapture(seed, builder);
        for (int i = 0; i < tracks; i++) {
            ReadTrack track = builder.track(i == 0 ? "svMain" : "worker; " + i / 2);
            made.now = made.random.nextInt(3) * 1000L;
            for (int j = 0; j < trees; j++) {
                made.tree(track, 0, 0);
                made.now += made.random.nextInt(3) * 500L;
            }
        }
        return builder.build();
    }

    private void tree(ReadTrack track, int depth, long parent) throws IOException {
        boolean lost = depth < 3 && random.nextInt(40) == 0;
        int row = track.begin(lost ? lost() : site(), now);
        long id = 0;
        if (lost) {
            track.mark(row, ReadTrack.PLACEHOLDER);
        } else {
            id = identify(track, row, parent);
        }
        now += random.nextInt(4) * 37L;
        for (int i = random.nextInt(5); i > 0 && depth < 12 && random.nextInt(3) > 0; i--) {
            tree(track, depth + 1, id);
            now += random.nextInt(3) * 11L;
        }
        track.end(now);
    }

    private long identify(ReadTrack track, int row, long parent) throws IOException {
        long id = ++ids;
        if (!suspended.isEmpty() && random.nextInt(4) == 0) {
            id = suspended.remove(random.nextInt(suspended.size()));
            track.mark(row, ReadTrack.CONTINUED);
        } else if (random.nextInt(6) == 0) {
            suspended.add(id);
        }
        track.ids(row, id, parent == 0 && random.nextInt(5) == 0 ? 1L << 50 : parent);
        if (random.nextInt(8) == 0) {
            track.mark(row, ReadTrack.UNFINISHED);
        }
        if (random.nextInt(6) == 0) {
            track.source(row, random.nextInt(64));
        }
        if (random.nextInt(6) == 0) {
            track.calls(row, 1L << random.nextInt(10));
        }
        if (random.nextInt(10) == 0) {
            track.mark(row, ReadTrack.BELOW_LEFT_OUT);
        }
        return id;
    }

    private int lost() {
        return builder.sites().intern("lost", ScriptRuntime.ENGINE, SpanKind.FUNCTION,
                "parent not recorded", "", 0);
    }

    private int site() {
        String name = random.nextBoolean()
                ? "f" + random.nextInt(20)
                : NAMES[random.nextInt(NAMES.length)];
        boolean hasFile = random.nextBoolean();
        return builder.sites().intern(random.nextInt(9) == 0
                ? NAMES[random.nextInt(NAMES.length)]
                : "resource" + random.nextInt(4),
                ScriptRuntime.values()[random.nextInt(ScriptRuntime.values().length)],
                SpanKind.values()[random.nextInt(SpanKind.values().length)], name,
                hasFile ? "@res/" + name + ".lua" : "", hasFile ? random.nextInt(3) : 0);
    }
}
