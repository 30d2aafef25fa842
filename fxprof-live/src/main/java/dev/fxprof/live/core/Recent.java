package dev.fxprof.live.core;

import dev.fxprof.api.SpanSink;
import dev.fxprof.export.flamegraph.StackTotals;
import dev.fxprof.export.report.Report;
import dev.fxprof.export.report.SpanStatistics;
import dev.fxprof.export.report.StatisticsOptions;
import dev.fxprof.export.report.TickTracks;
import dev.fxprof.live.recorder.Chunk;
import dev.fxprof.live.recorder.ChunkReader;
import dev.fxprof.live.recorder.FlightRecorder;
import dev.fxprof.live.recorder.StreamInfo;
import dev.fxprof.live.view.FlameView;
import dev.fxprof.live.view.IntervalView;
import dev.fxprof.live.view.MinuteView;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.IntFunction;

/**
 * What the flight recorder's last seconds amount to, worked out when somebody asks and kept for a second or,
 * where there is much, for longer.
 *
 * <p>Guarantees: any thread may call any method. Progress: callers wait for each other.
 */
final class Recent {
    private static final long SECOND = 1_000_000_000L;
    private static final int MOST_KEPT = 16;
    private static final int PAUSE = 4;
    /** A second that has just been forgotten is no reason to know less of all others. */
    private static final long SLACK_MILLIS = 1000;
    private static final long HALF_MINUTE = 30_000;
    private static final int MOST_STACKS = 1 << 14;

    private record Kept<T>(long until, T value) {}

    private final FlightRecorder recorder;
    private final LiveClock clock;
    private final long tickInterval;
    private final Map<Integer, Kept<FlameView>> flames = new HashMap<>();
    private final Map<Integer, Kept<Report>> reports = new HashMap<>();

    Recent(FlightRecorder recorder, LiveClock clock, long tickInterval) {
        this.recorder = recorder;
        this.clock = clock;
        this.tickInterval = tickInterval;
    }

    synchronized FlameView flame(int seconds) {
        return kept(flames, seconds, this::makeFlame);
    }

    synchronized Report report(int seconds) {
        return kept(reports, seconds, this::makeReport);
    }

    private <T> T kept(Map<Integer, Kept<T>> all, int seconds, IntFunction<T> make) {
        long now = clock.now();
        Kept<T> known = all.get(seconds);
        if (known != null && now < known.until) {
            return known.value;
        }
        if (all.size() >= MOST_KEPT) {
            all.clear();
        }
        T made = make.apply(seconds);
        // However much there is, no more than a part of a core goes into answers.
        long took = clock.now() - now;
        all.put(seconds, new Kept<>(now + took + Math.max(SECOND, PAUSE * took), made));
        return made;
    }

    private FlameView makeFlame(int seconds) {
        long newest = recorder.newestNanos();
        List<Chunk> chunks = chunks(newest, seconds);
        if (chunks.isEmpty()) {
            return FlameTree.NOTHING;
        }
        StreamInfo stream = chunks.getFirst().stream();
        StackTotals totals = new StackTotals(stream.sites(), MOST_STACKS);
        play(chunks, newest - seconds * SECOND, Long.MAX_VALUE, totals);
        double covered = Math.min(seconds, recorder.reachNanos() / (double) SECOND);
        return new FlameView(covered, totals.totalNanos(), new FlameTree(totals).root());
    }

    private Report makeReport(int seconds) {
        long newest = recorder.newestNanos();
        return report(chunks(newest, seconds), newest - seconds * SECOND, Long.MAX_VALUE,
                StatisticsOptions.DEFAULT_HITCH_NANOS);
    }

    private Report report(List<Chunk> chunks, long from, long to, long hitch) {
        if (chunks.isEmpty()) {
            return new SpanStatistics(null, options(null, hitch)).report();
        }
        TickTracks tracks = new TickTracks(chunks.getFirst().stream().sites());
        play(chunks, from, to, tracks);
        SpanStatistics statistics = new SpanStatistics(chunks.getFirst().stream().sites(),
                options(tracks, hitch));
        play(chunks, from, to, statistics);
        return statistics.report();
    }

    private StatisticsOptions options(TickTracks tracks, long hitch) {
        return new StatisticsOptions(0, hitch, tickInterval, null, null,
                track -> tracks != null && tracks.isBeside(track));
    }

    /**
     * What an interval amounts to: by its spans where they are kept, else by the minutes of the store
     * that have their middle in it, else by as many of its spans as there are.
     */
    synchronized IntervalView interval(long fromMillis, long toMillis, StreamTime time,
            BiFunction<Long, Long, List<MinuteView>> minutes) {
        FlightRecorder.Reach kept = recorder.reach(Long.MIN_VALUE);
        long first = time.millis(kept.newestNanos() - kept.reachNanos());
        boolean isKept = !kept.chunks().isEmpty() && toMillis > first
                && fromMillis < time.millis(kept.newestNanos());
        if (isKept && fromMillis >= first - SLACK_MILLIS) {
            return spans(kept, fromMillis, toMillis, time);
        }
        List<MinuteView> found = minutes.apply(fromMillis + HALF_MINUTE,
                toMillis + HALF_MINUTE);
        if (!found.isEmpty()) {
            return IntervalSums.of(found);
        }
        return isKept
                ? spans(kept, fromMillis, toMillis, time)
                : IntervalSums.nothing(fromMillis, toMillis);
    }

    private IntervalView spans(FlightRecorder.Reach kept, long fromMillis, long toMillis,
            StreamTime time) {
        long from = Math.max(time.nanos(fromMillis), kept.newestNanos() - kept.reachNanos());
        long to = Math.min(time.nanos(toMillis), kept.newestNanos());
        return IntervalSums.of(report(kept.chunks(), from, to, tickInterval), time.millis(from),
                time.millis(to));
    }

    private List<Chunk> chunks(long newest, int seconds) {
        return newest == Long.MIN_VALUE
                ? List.of()
                : recorder.since(newest - seconds * SECOND);
    }

    private static void play(List<Chunk> chunks, long from, long to, SpanSink sink) {
        try {
            new ChunkReader().play(chunks, from, to, sink);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
