package dev.fxprof.export.diff;

import dev.fxprof.api.Capture;
import dev.fxprof.api.ScriptRuntime;
import dev.fxprof.api.SpanKind;
import dev.fxprof.export.capture.CaptureBuilder;
import dev.fxprof.export.capture.ReadTrack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Captures of a server whose functions take known times, on a machine that is as bad as is wanted. */
final class SyntheticServer {
    private static final long TICK = 50_000_000;

    private final Map<String, Double> functions = new LinkedHashMap<>();
    private double runSpread;
    private double tickSpread = 0.05;
    private double pauses;
    private int ticks = 100;
    private boolean marked = true;
    private int firstLine = 10;

    /** Each is a resource of its own with one function, in the order of the words. */
    static SyntheticServer of(String... names) {
        SyntheticServer server = new SyntheticServer();
        for (String name : names) {
            server.functions.put(name, 1e6);
        }
        return server;
    }

    SyntheticServer taking(String function, double nanos) {
        functions.put(function, nanos);
        return this;
    }

    SyntheticServer slower(String function, double factor) {
        functions.computeIfPresent(function, (name, nanos) -> nanos * factor);
        return this;
    }

    SyntheticServer without(String function) {
        functions.remove(function);
        return this;
    }

    /** Standard deviation between runs, and between the ticks of one, both as a share. */
    SyntheticServer spread(double runs, double perTick) {
        runSpread = runs;
        tickSpread = perTick;
        return this;
    }

    /** Share of the calls in which the machine is away, for 1 to 300 ms. */
    SyntheticServer pauses(double share) {
        pauses = share;
        return this;
    }

    SyntheticServer ticks(int count) {
        ticks = count;
        return this;
    }

    SyntheticServer withoutTicks() {
        marked = false;
        return this;
    }

    SyntheticServer movedDownTo(int line) {
        firstLine = line;
        return this;
    }

    List<RecordedTicks> runs(int count, long seed) {
        List<RecordedTicks> runs = new ArrayList<>();
        for (int run = 0; run < count; run++) {
            try (Capture capture = capture(seed * 1000 + run)) {
                runs.add(RecordedTicks.of(capture, 0, 1));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return runs;
    }

    Capture capture(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        try (CaptureBuilder builder = new CaptureBuilder("synthetic")) {
            Map<String, Integer> sites = new LinkedHashMap<>();
            Map<String, Double> usual = new LinkedHashMap<>();
            int line = firstLine;
            for (String name : functions.keySet()) {
                sites.put(name, builder.sites().intern(name, ScriptRuntime.LUA, SpanKind.FUNCTION,
                        name, "@" + name + "/main.lua", line++));
                usual.put(name, functions.get(name) * factor(random, runSpread));
            }
            int tick = builder.sites().intern("server", ScriptRuntime.ENGINE, SpanKind.TICK,
                    "tick", "", 0);
            ReadTrack track = builder.track("svMain");
            long now = 0;
            for (int i = 0; i < ticks; i++) {
                long start = Math.max(now, i * TICK);
                now = start;
                for (String name : functions.keySet()) {
                    long end = now + time(random, usual.get(name));
                    track.add(sites.get(name), now, end);
                    now = end;
                }
                if (marked) {
                    track.add(tick, start, now);
                }
            }
            return builder.build();
        }
    }

    private long time(SplittableRandom random, double usual) {
        double nanos = usual * factor(random, tickSpread);
        return Math.round(random.nextDouble() < pauses
                ? nanos + random.nextDouble(1e6, 300e6)
                : nanos);
    }

    private static double factor(SplittableRandom random, double spread) {
        return Math.exp(spread * random.nextGaussian());
    }
}
