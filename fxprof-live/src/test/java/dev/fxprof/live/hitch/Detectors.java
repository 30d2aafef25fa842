package dev.fxprof.live.hitch;

import dev.fxprof.export.TestSites;
import dev.fxprof.live.recorder.ChunkWriter;
import dev.fxprof.live.recorder.StreamInfo;
import dev.fxprof.live.view.TickPoint;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Detectors of a server with a tick of 50 ms, whose threads are svMain and worker. */
final class Detectors {
    static final long MILLI = 1_000_000;
    static final long TICK = 50 * MILLI;

    private Detectors() {
    }

    /** Asked for a percentile of the ticks, it gets what is usual. */
    static HitchDetector of(TestSites sites, LongSupplier usual, Consumer<Broken> hitches,
            Consumer<TickPoint> ticks, String... rules) {
        HitchDetector detector = new HitchDetector(
                List.of(rules).stream().map(rule -> HitchRule.parse(rule, TICK).orElseThrow())
                        .toList(),
                TICK, _ -> usual.getAsLong(), hitches, ticks, nanos -> nanos / MILLI);
        StreamInfo stream = new StreamInfo(sites, "test");
        ChunkWriter names = new ChunkWriter(stream, System::nanoTime, _ -> {
        });
        names.track(1, "svMain");
        names.track(2, "worker");
        detector.stream(stream);
        return detector;
    }
}
