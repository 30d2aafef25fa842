package dev.fxprof.export.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fxprof.api.Capture;
import dev.fxprof.api.Site;
import dev.fxprof.api.SpanKind;
import dev.fxprof.export.report.RandomServer.Slice;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The report on random servers against what the plain list of slices says. */
class ReferenceStatisticsTest {
    private static final int TICKS = 300;
    private static final long TICK_INTERVAL = 50_000_000;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void shouldAddUpTheWholeCapture(long seed) throws IOException {
        RandomServer server = new RandomServer(seed).run(TICKS);
        try (Capture capture = server.capture()) {
            Report report = CaptureReport.of(capture, ReportOptions.DEFAULT, List.of()).report();
            check(report, server.slices, server.ticks.stream().mapToLong(Slice::nanos).sum());
            long recorded = server.slices.stream().mapToLong(one -> one.end).max().orElseThrow()
                    - server.slices.getFirst().start;
            assertThat(report.recordedNanos()).isEqualTo(recorded);
            assertThat(report.serverNanos()).isEqualTo(Math.max(recorded, TICKS * TICK_INTERVAL));
            assertThat(report.ticks()).isEqualTo(TICKS);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {5, 6, 7})
    void shouldAddUpSlowTicksWithAllThatRanInThem(long seed) throws IOException {
        RandomServer server = new RandomServer(seed).run(TICKS);
        long over = 5_000_000;
        Set<Slice> slow = server.ticks.stream().filter(tick -> tick.nanos() > over)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        assertThat(slow).hasSizeBetween(20, TICKS - 20);
        List<Slice> within = server.slices.stream().filter(one -> slow.contains(one.tick()))
                .toList();
        try (Capture capture = server.capture()) {
            CaptureReport result = CaptureReport.of(capture,
                    ReportOptions.DEFAULT.withTicksOver(over), List.of());
            check(result.report(), within, slow.stream().mapToLong(Slice::nanos).sum());
            assertThat(result.report().ticks()).isEqualTo(slow.size());
            assertThat(result.ticksInCapture()).isEqualTo(TICKS);
            List<Long> slowest = slow.stream().sorted((a, b) -> Long.compare(b.nanos(), a.nanos()))
                    .limit(10).map(tick -> (long) server.ticks.indexOf(tick)).toList();
            assertThat(result.report().slowestTicks()).extracting(Hitch::tick)
                    .isEqualTo(slowest);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {8, 9})
    void shouldAddUpOneResource(long seed) throws IOException {
        RandomServer server = new RandomServer(seed).run(TICKS);
        long tickNanos = server.ticks.stream().mapToLong(Slice::nanos).sum();
        try (Capture capture = server.capture()) {
            Report report = CaptureReport
                    .of(capture, ReportOptions.DEFAULT.withResource("bank"), List.of()).report();
            assertThat(report.resources()).singleElement().satisfies(row -> resource(row,
                    server.slices, tickNanos));
            List<Slice> bank = server.slices.stream()
                    .filter(one -> one.site.resource().equals("bank")).toList();
            tables(report, bank, tickNanos);
            assertThat(report.players().stream().mapToLong(PlayerRow::selfNanos).sum())
                    .isEqualTo(self(bank, one -> one.player() > 0));
        }
    }

    private static void check(Report report, List<Slice> slices, long tickNanos) {
        assertThat(report.slices()).isEqualTo(slices.size());
        assertThat(report.spans()).isEqualTo(slices.stream().filter(one -> one.first).count());
        assertThat(report.orderViolations()).isZero();
        assertThat(report.tickNanos()).isEqualTo(tickNanos);
        tables(report, slices, tickNanos);
        Set<String> names = slices.stream().map(one -> one.site.resource())
                .collect(Collectors.toSet());
        assertThat(report.resources()).extracting(ResourceRow::name)
                .containsExactlyInAnyOrderElementsOf(names);
        report.resources().forEach(row -> resource(row, slices, tickNanos));
        players(report, slices, tickNanos);
        overhead(report, slices);
        tracks(report, slices);
    }

    private static void tables(Report report, List<Slice> slices, long tickNanos) {
        Map<SpanKind, List<Row>> tables = new LinkedHashMap<>();
        tables.put(SpanKind.EVENT, report.events());
        tables.put(SpanKind.EXPORT, report.exports());
        tables.put(SpanKind.THREAD, report.threads());
        tables.put(SpanKind.COMMAND, report.commands());
        tables.put(SpanKind.FUNCTION, report.functions());
        tables.put(SpanKind.REGION, report.regions());
        tables.put(SpanKind.NATIVE, report.natives());
        tables.forEach((kind, rows) -> {
            Function<Site, Object> key = kind == SpanKind.NATIVE
                    ? Site::name
                    : site -> List.of(site.resource(), site.name());
            Map<Object, List<Slice>> groups = slices.stream()
                    .filter(one -> one.site.kind() == kind)
                    .collect(Collectors.groupingBy(one -> key.apply(one.site)));
            assertThat(rows).as(kind.label()).hasSize(groups.size());
            for (Row row : rows) {
                row(row, groups.get(kind == SpanKind.NATIVE
                        ? row.name()
                        : List.of(row.resource(), row.name())), report, tickNanos);
            }
        });
    }

    private static void row(Row row, List<Slice> group, Report report, long tickNanos) {
        long calls = group.stream().filter(one -> one.first).count();
        long self = self(group, _ -> true);
        // A native is one row whoever calls it, so calls of others may be around it.
        long total = group.stream().filter(one -> group.stream().map(other -> other.site)
                .distinct().noneMatch(one::isWithin)).mapToLong(Slice::nanos).sum();
        assertThat(row.calls()).isEqualTo(calls);
        assertThat(row.slices()).isEqualTo(group.size());
        assertThat(row.selfNanos()).isEqualTo(self);
        assertThat(row.totalNanos()).isEqualTo(total);
        List<Long> nanos = group.stream().map(Slice::nanos).sorted().toList();
        assertThat(row.meanNanos())
                .isEqualTo(nanos.stream().mapToLong(one -> one).sum() / nanos.size());
        assertThat(row.maxNanos()).isEqualTo(nanos.getLast());
        percentile(row.p50Nanos(), nanos, 50);
        percentile(row.p95Nanos(), nanos, 95);
        percentile(row.p99Nanos(), nanos, 99);
        assertThat(row.tickPercent()).isCloseTo(100.0 * self / tickNanos, within(1e-9));
        assertThat(row.callsPerSecond()).isCloseTo(calls * 1e9 / report.serverNanos(),
                within(1e-9));
    }

    private static void percentile(long actual, List<Long> sorted, int percent) {
        int rank = (int) Math.ceil(percent / 100.0 * sorted.size());
        long exact = sorted.get(Math.max(1, rank) - 1);
        assertThat(actual).isCloseTo(exact, within(Math.max(64L, exact / 100)));
    }

    private static void resource(ResourceRow row, List<Slice> slices, long tickNanos) {
        List<Slice> group = slices.stream()
                .filter(one -> one.site.resource().equals(row.name())).toList();
        Predicate<Slice> entered = one -> one.parent == null
                || !one.parent.site.resource().equals(row.name());
        assertThat(row.calls())
                .isEqualTo(group.stream().filter(one -> one.first && entered.test(one)).count());
        assertThat(row.selfNanos()).isEqualTo(self(group, _ -> true));
        assertThat(row.totalNanos()).isEqualTo(group.stream().filter(one -> {
            for (Slice at = one.parent; at != null; at = at.parent) {
                if (at.site.resource().equals(row.name())) {
                    return false;
                }
            }
            return true;
        }).mapToLong(Slice::nanos).sum());
        Map<Slice, Long> byTick = new LinkedHashMap<>();
        group.stream().filter(one -> one.tick() != null)
                .forEach(one -> byTick.merge(one.tick(), one.self(), Long::sum));
        List<Long> inTick = byTick.values().stream().sorted().toList();
        assertThat(row.maxNanos()).isEqualTo(inTick.getLast());
        assertThat(row.meanNanos())
                .isEqualTo(inTick.stream().mapToLong(one -> one).sum() / inTick.size());
        percentile(row.p50Nanos(), inTick, 50);
        percentile(row.p95Nanos(), inTick, 95);
        percentile(row.p99Nanos(), inTick, 99);
        assertThat(row.tickPercent()).isCloseTo(100.0 * self(group, _ -> true) / tickNanos,
                within(1e-9));
    }

    private static void players(Report report, List<Slice> slices, long tickNanos) {
        Set<Integer> seen = new HashSet<>();
        for (PlayerRow row : report.players()) {
            seen.add(row.source());
            List<Slice> group = slices.stream().filter(one -> one.player() == row.source())
                    .toList();
            List<Slice> entered = group.stream().filter(
                    one -> one.parent == null || one.parent.player() != row.source()).toList();
            assertThat(row.calls()).isEqualTo(entered.stream().filter(one -> one.first).count());
            assertThat(row.selfNanos()).isEqualTo(self(group, _ -> true));
            assertThat(row.totalNanos()).isEqualTo(entered.stream().filter(one -> {
                for (Slice at = one.parent; at != null; at = at.parent) {
                    if (at.player() == row.source()) {
                        return false;
                    }
                }
                return true;
            }).mapToLong(Slice::nanos).sum());
            assertThat(row.topEvent()).isEqualTo(topEvent(group));
            assertThat(row.tickPercent()).isCloseTo(100.0 * row.selfNanos() / tickNanos,
                    within(1e-9));
        }
        assertThat(seen).isEqualTo(slices.stream().map(Slice::player).filter(one -> one > 0)
                .collect(Collectors.toSet()));
    }

    private static String topEvent(List<Slice> group) {
        Map<Site, Long> nanos = new LinkedHashMap<>();
        for (Slice one : group) {
            Site event = event(one);
            if (event != null) {
                nanos.merge(event, one.self(), Long::sum);
            }
        }
        return nanos.entrySet().stream().max(Map.Entry.comparingByValue())
                .map(entry -> entry.getKey().name()).orElse("");
    }

    /** The innermost event around; without one, the outermost command. */
    private static Site event(Slice slice) {
        Site command = null;
        for (Slice at = slice; at != null; at = at.parent) {
            if (at.site.kind() == SpanKind.EVENT) {
                return at.site;
            }
            command = at.site.kind() == SpanKind.COMMAND ? at.site : command;
        }
        return command;
    }

    private static void overhead(Report report, List<Slice> slices) {
        Predicate<Slice> references = one -> one.site.resource().equals("citizen")
                && one.site.kind() == SpanKind.EXPORT;
        Predicate<Slice> scheduler = one -> one.site.kind() == SpanKind.ENTRY
                || one.site.resource().equals("citizen") && one.site.kind() != SpanKind.EXPORT;
        assertThat(report.overheadCategories()).extracting(OverheadRow::name)
                .containsExactly("scheduler", "reference calls");
        assertThat(report.overheadCategories()).extracting(OverheadRow::selfNanos)
                .containsExactly(self(slices, scheduler), self(slices, references));
    }

    private static void tracks(Report report, List<Slice> slices) {
        List<Slice> roots = new ArrayList<>(slices);
        Set<Slice> all = new HashSet<>(slices);
        roots.removeIf(one -> one.parent != null && all.contains(one.parent));
        assertThat(report.tracks()).singleElement().satisfies(row -> {
            assertThat(row.name()).isEqualTo("svMain");
            assertThat(row.slices()).isEqualTo(slices.size());
            assertThat(row.busyNanos())
                    .isEqualTo(roots.stream().mapToLong(Slice::nanos).sum());
        });
    }

    private static long self(List<Slice> slices, Predicate<Slice> which) {
        return slices.stream().filter(which).mapToLong(Slice::self).sum();
    }
}
