package dev.fxprof.live.core;

import dev.fxprof.export.report.Report;
import dev.fxprof.live.view.IntervalView;
import dev.fxprof.live.view.MinuteView;
import dev.fxprof.live.view.ResourceLive;
import dev.fxprof.live.view.TickSummary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/** Makes intervals of what is known about them. */
final class IntervalSums {
    private static final long MINUTE_MILLIS = 60_000;
    private static final long MILLI = 1_000_000;
    private static final double PERCENT = 100;

    private IntervalSums() {
    }

    /** An interval of single spans; the report's hitches are its ticks over the budget. */
    static IntervalView of(Report report, long fromMillis, long toMillis) {
        TickSummary tick = new TickSummary(report.ticks(), report.tick().meanNanos(),
                report.tick().p50Nanos(), report.tick().p99Nanos(), report.tick().maxNanos(),
                report.hitchCount());
        return new IntervalView(IntervalView.Source.SPANS, fromMillis, toMillis,
                report.serverNanos(), tick,
                report.resources().stream()
                        .map(row -> new IntervalView.Row(row.name(), row.calls(), row.selfNanos(),
                                row.totalNanos(), row.tickPercent(), row.p50Nanos(),
                                row.p99Nanos(), row.maxNanos()))
                        .toList());
    }

    /** An interval of which nothing is known. */
    static IntervalView nothing(long fromMillis, long toMillis) {
        return new IntervalView(IntervalView.Source.NOTHING, fromMillis, toMillis, 0,
                new TickSummary(0, 0, 0, 0, 0, 0), List.of());
    }

    /** An interval of whole minutes, one at least. */
    static IntervalView of(List<MinuteView> minutes) {
        long ticks = minutes.stream().mapToLong(minute -> minute.tick().count()).sum();
        long tickNanos = sum(minutes, minute -> minute.tick().count() * minute.tick().meanNanos());
        long covered = minutes.size() * MINUTE_MILLIS * MILLI;
        TickSummary tick = new TickSummary(ticks, ticks == 0 ? 0 : tickNanos / ticks,
                ticks == 0
                        ? 0
                        : sum(minutes, minute -> minute.tick().count() * minute.tick().p50Nanos())
                                / ticks,
                most(minutes, minute -> minute.tick().p99Nanos()),
                most(minutes, minute -> minute.tick().maxNanos()),
                sum(minutes, minute -> minute.tick().overBudget()));
        Map<String, List<ResourceLive>> byName = new LinkedHashMap<>();
        minutes.forEach(minute -> minute.resources().forEach(row -> byName
                .computeIfAbsent(row.name(), _ -> new ArrayList<>()).add(row)));
        long whole = ticks == 0 ? covered : tickNanos;
        List<IntervalView.Row> rows = new ArrayList<>();
        byName.forEach((name, parts) -> rows.add(row(name, parts, whole)));
        rows.sort(Comparator.comparingLong(IntervalView.Row::selfNanos).reversed()
                .thenComparing(IntervalView.Row::name));
        return new IntervalView(IntervalView.Source.MINUTES,
                minutes.getFirst().atMillis() - MINUTE_MILLIS, minutes.getLast().atMillis(),
                covered, tick, rows);
    }

    private static IntervalView.Row row(String name, List<ResourceLive> parts, long whole) {
        long self = sum(parts, ResourceLive::selfNanos);
        return new IntervalView.Row(name, sum(parts, ResourceLive::calls), self,
                sum(parts, ResourceLive::totalNanos), whole == 0 ? 0 : PERCENT * self / whole,
                sum(parts, ResourceLive::p50Nanos) / parts.size(),
                most(parts, ResourceLive::p99Nanos), most(parts, ResourceLive::maxNanos));
    }

    private static <T> long sum(List<T> parts, ToLongFunction<T> what) {
        return parts.stream().mapToLong(what).sum();
    }

    private static <T> long most(List<T> parts, ToLongFunction<T> what) {
        return parts.stream().mapToLong(what).max().orElse(0);
    }
}
