package dev.fxprof.export.fxserver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fxprof.api.Capture;
import dev.fxprof.api.TraceReader;
import dev.fxprof.export.Conversion;
import dev.fxprof.export.chrome.ChromeTraceReader;
import dev.fxprof.export.diff.Change;
import dev.fxprof.export.diff.Comparison;
import dev.fxprof.export.diff.RecordedTicks;
import dev.fxprof.export.diff.TickComparison;
import dev.fxprof.export.diff.Verdict;
import dev.fxprof.export.fuzz.BytesSource;
import dev.fxprof.export.perfetto.PerfettoTraceReader;
import dev.fxprof.export.report.CaptureReport;
import dev.fxprof.export.report.Report;
import dev.fxprof.export.report.ReportOptions;
import dev.fxprof.export.report.ResourceRow;
import dev.fxprof.export.report.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Recordings of {@code profiler resource}: the functions show again what the server's thread did. */
class DetailedRecordingTest {
    private static final long MICRO = 1_000;
    private static final int TICKS = 100;

    /** Calls, self and total time in microseconds. */
    private record Sums(long calls, long self, long total) {}

    @TempDir
    private Path folder;

    /**
     * Two ticks of 1,000 and 500 µs. The shop's handler opens its scope from within a function, as the
     * server's scripts do, so that the two overlap; it calls the bank, which is recorded in detail, too.
     */
    private static ServerRecording sale() {
        return new ServerRecording().thread(3, "shop").thread(4, "bank")
                .at(0).beginTick()
                .at(100).resource("shop", "event:shop:buy")
                .at(110).function(3, "Thread", 0)
                .at(120).function(3, "ProfilerEnterScope [C]", 64)
                .at(130).scope("event shop:buy [@shop/server/main.lua[10..42]]")
                .at(140).exitFunction(3)
                .at(150).function(3, "buy (@shop/server/main.lua:10)", 0)
                .at(200).scope("ref call [@bank/server/accounts.lua[7..19]]")
                .at(210).function(4, "pay (@bank/server/accounts.lua:7)", 0)
                .at(260).function(4, "pay (@bank/server/accounts.lua:7)", 0)
                .at(390).exitFunction(4).at(400).exitFunction(4)
                .at(420).exitScope()
                .at(450).exitFunction(3)
                .at(460).exitScope()
                .at(470).exitFunction(3)
                .at(480).exitResource()
                .at(1000).endTick()
                .at(2000).beginTick()
                .at(2010).resource("bank", "tick")
                .at(2020).scope("thread @bank/server/interest.lua[3..30]")
                .at(2030).function(4, "interest (@bank/server/interest.lua:3)", 0)
                .at(2330).exitFunction(4)
                .at(2340).exitScope()
                .at(2350).exitResource()
                .at(2500).endTick();
    }

    /** What the scopes of {@link #sale} add up to, by hand; nothing of it knows of the functions. */
    private static final Map<String, Sums> SALE_RESOURCES = Map.of(
            "server", new Sums(2, 1000 - 380 + 500 - 340, 1500),
            "shop", new Sums(1, 380 - 220, 380),
            "bank", new Sums(2, 220 + 340, 220 + 340));
    private static final Map<String, Sums> SALE_FUNCTIONS = Map.of(
            "shop/ProfilerEnterScope", new Sums(1, 20, 20),
            "shop/buy", new Sums(1, 300, 300),
            "bank/pay", new Sums(2, 190, 190),
            "bank/interest", new Sums(1, 300, 300));

    private List<Capture> captures(ServerRecording recording) throws IOException {
        Capture saved = read(new FxServerTraceReader(), recording.saved());
        Path chrome = Conversion.write(saved, "chrome", folder.resolve("a.json"));
        Path perfetto = Conversion.write(saved, "perfetto", folder.resolve("a.pftrace"));
        return List.of(saved, read(new FxServerTraceReader(), recording.json()),
                read(new ChromeTraceReader(), Files.readAllBytes(chrome)),
                read(new PerfettoTraceReader(), Files.readAllBytes(perfetto)));
    }

    private static Capture read(TraceReader reader, byte[] file) throws IOException {
        return reader.read(new BytesSource("recording", file));
    }

    private static Report report(Capture capture, ReportOptions options) throws IOException {
        return CaptureReport.of(capture, options, List.of()).report();
    }

    private static Map<String, Sums> resources(Report report) {
        Map<String, Sums> sums = new HashMap<>();
        for (ResourceRow row : report.resources()) {
            sums.put(row.name(), new Sums(row.calls(), row.selfNanos() / MICRO,
                    row.totalNanos() / MICRO));
        }
        return sums;
    }

    private static Map<String, Sums> functions(Report report) {
        Map<String, Sums> sums = new HashMap<>();
        for (Row row : report.functions()) {
            sums.put(row.resource() + "/" + row.name(), new Sums(row.calls(),
                    row.selfNanos() / MICRO, row.totalNanos() / MICRO));
        }
        return sums;
    }

    @Test
    void shouldCountEachResourceOnceAndKeepItsFunctions() throws IOException {
        for (Capture capture : captures(sale())) {
            try (capture) {
                Report report = report(capture, ReportOptions.DEFAULT);
                assertThat(resources(report)).isEqualTo(SALE_RESOURCES);
                assertThat(functions(report)).isEqualTo(SALE_FUNCTIONS);
                assertThat(report.resources()).allSatisfy(row -> assertThat(row.tickPercent())
                        .isEqualTo(100.0 * row.selfNanos() / (1500 * MICRO)));
                assertThat(report.functions()).allSatisfy(row -> assertThat(row.tickPercent())
                        .isEqualTo(100.0 * row.selfNanos() / (1500 * MICRO)));
                // Of the dispatch: 30 and 20 µs around the handler, 20 µs around the thread.
                assertThat(report.overheadCategories().getFirst().selfNanos())
                        .isEqualTo(70 * MICRO);
                assertThat(report.luaPercent())
                        .isEqualTo(100.0 * (380 + 340) * MICRO / (1500 * MICRO));
            }
        }
    }

    @Test
    void shouldCountEachResourceOnceInAChosenTick() throws IOException {
        ReportOptions second = ReportOptions.DEFAULT.withTick(1);
        for (Capture capture : captures(sale())) {
            try (capture) {
                Report report = report(capture, second);
                assertThat(resources(report)).isEqualTo(Map.of("server", new Sums(1, 160, 500),
                        "bank", new Sums(1, 340, 340)));
                assertThat(functions(report))
                        .isEqualTo(Map.of("bank/interest", new Sums(1, 300, 300)));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void shouldAddUpWhatTheServerSpentWhateverIsRecordedInDetail(long seed) throws IOException {
        RandomServer server = new RandomServer(seed);
        for (int i = 0; i < TICKS; i++) {
            server.tick();
        }
        DetailedServer detailed = new DetailedServer(server.recording);
        List<ResourceRow> plain;
        try (Capture capture = read(new FxServerTraceReader(), server.recording.saved())) {
            plain = report(capture, ReportOptions.DEFAULT).resources();
        }
        for (Capture capture : captures(detailed.recording)) {
            try (capture) {
                Report report = report(capture, ReportOptions.DEFAULT);
                Map<String, Long> self = new HashMap<>();
                report.resources().forEach(row -> self.put(row.name(), row.selfNanos()));
                assertThat(self).isEqualTo(server.byResource);
                assertThat(report.resources()).isEqualTo(plain);
                Map<String, Long> functions = new HashMap<>();
                report.functions().forEach(row -> functions.put(row.resource() + "/" + row.name(),
                        row.selfNanos() / MICRO));
                assertThat(functions).isNotEmpty().isEqualTo(detailed.selves);
            }
        }
    }

    @Test
    void shouldCompareAsTheSameWithItsFunctionsAndWithout() throws IOException {
        RandomServer server = new RandomServer(1);
        for (int i = 0; i < TICKS; i++) {
            server.tick();
        }
        RecordedTicks plain = ticks(server.recording.saved());
        RecordedTicks detailed = ticks(new DetailedServer(server.recording).recording.saved());
        Comparison comparison = TickComparison.captures(List.of(plain), List.of(detailed), 3);
        assertThat(comparison.verdict()).isEqualTo(Verdict.SAME);
        assertThat(comparison.changes()).filteredOn(change -> change.kind().equals("resource"))
                .isNotEmpty().allSatisfy(change -> assertThat(change.percent()).isZero());
        assertThat(comparison.changes()).filteredOn(change -> change.kind().equals("function"))
                .isNotEmpty().allSatisfy(change -> assertThat(change.presence())
                        .isEqualTo(Change.Presence.ADDED));
    }

    private static RecordedTicks ticks(byte[] recording) throws IOException {
        try (Capture capture = read(new FxServerTraceReader(), recording)) {
            return RecordedTicks.of(capture, 0, 2);
        }
    }
}
