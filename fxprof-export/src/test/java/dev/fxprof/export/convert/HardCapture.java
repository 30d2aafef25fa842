package dev.fxprof.export.convert;

import dev.fxprof.api.Capture;
import dev.fxprof.api.ScriptRuntime;
import dev.fxprof.api.SpanKind;
import dev.fxprof.export.capture.CaptureBuilder;
import dev.fxprof.export.capture.Moment;
import dev.fxprof.export.capture.ReadTrack;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Trees with suspended, unfinished and lost parts, equal stamps, and names that hurt. */
final class HardCapture {
    private static final String[] NAMES = {"tick", "a;b c", "x\ny", "=1+1", "\"q\", <b>&amp;",
            "name (resource)", "\u20AC\uD83D\uDE00", "it's"};

    private HardCapture() {
    }

    static Capture of(long seed, int longestStep, int slices) throws IOException {
        Random random = new Random(seed);
        CaptureBuilder builder = new CaptureBuilder("test");
        builder.processName("server \"1\" & <2>");
        List<Integer> sites = new ArrayList<>();
        for (String name : NAMES) {
            for (SpanKind kind : SpanKind.values()) {
                sites.add(builder.sites().intern("r;" + name, ScriptRuntime.values()[random
                        .nextInt(ScriptRuntime.values().length)], kind, name, "@r/" + name,
                        random.nextInt(99)));
            }
        }
        for (String thread : new String[]{"svMain", "a,b;\u20AC", "svMain"}) {
            ReadTrack track = builder.track(thread);
            new Trees(builder, track, sites, random, longestStep).grow(slices);
        }
        return builder.build();
    }

    private static final class Trees {
        private static long spans;

        private final CaptureBuilder builder;
        private final ReadTrack track;
        private final List<Integer> sites;
        private final Random random;
        private final int longestStep;
        private long now = 1000;
        private long suspended;
        private long suspendedNanos;
        private int suspendedSite;
        private int left;

        Trees(CaptureBuilder builder, ReadTrack track, List<Integer> sites, Random random,
                int longestStep) {
            this.builder = builder;
            this.track = track;
            this.sites = sites;
            this.random = random;
            this.longestStep = longestStep;
        }

        void grow(int slices) throws IOException {
            left = slices;
            while (left > 0) {
                grow(0, 0L);
            }
        }

        private void grow(int depth, long parent) throws IOException {
            left--;
            now += random.nextInt(longestStep);
            long span = ++spans;
            int site = sites.get(random.nextInt(sites.size()));
            int mark = random.nextInt(20);
            // Two stretches of one span, or one without an id, at one moment leave open what is in which.
            boolean apart = longestStep > 2;
            boolean goesOn = mark == 0 && apart && suspended != 0;
            if (goesOn) {
                span = suspended;
                site = suspendedSite;
                builder.link(true, new Moment(track, suspendedNanos, span),
                        new Moment(track, now, span));
            }
            boolean lost = mark == 1 && apart;
            int row = track.begin(lost ? 0 : site, now);
            track.ids(row, lost ? 0 : span, parent);
            track.mark(row, lost ? ReadTrack.PLACEHOLDER : mark == 2 ? ReadTrack.UNFINISHED : 0);
            track.mark(row, goesOn ? ReadTrack.CONTINUED : 0);
            track.source(row, mark == 3 ? 1 + random.nextInt(64) : 0);
            track.calls(row, mark == 4 ? 8 : 1);
            while (left > 0 && depth < 12 && random.nextInt(100) < 50) {
                grow(depth + 1, lost ? 0 : span);
            }
            now += random.nextInt(longestStep);
            track.end(now);
            if (mark == 5) {
                suspended = span;
                suspendedSite = site;
                suspendedNanos = now;
            }
        }
    }
}
