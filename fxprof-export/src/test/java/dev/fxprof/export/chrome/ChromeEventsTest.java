package dev.fxprof.export.chrome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fxprof.api.ScriptRuntime;
import dev.fxprof.api.SpanKind;
import dev.fxprof.api.TraceTarget;
import dev.fxprof.api.TraceWriter;
import dev.fxprof.api.TraceWriterFactory;
import dev.fxprof.export.TestBatch;
import dev.fxprof.export.TestSites;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ChromeEventsTest {
    @TempDir
    private Path folder;

    private final TestSites sites = new TestSites();

    @Test
    void shouldBeFoundAsAService() {
        assertThat(ServiceLoader.load(TraceWriterFactory.class))
                .anyMatch(factory -> factory.format().equals("chrome"));
    }

    @Test
    void shouldNestSlicesAndNameTheirSpans() throws IOException {
        TestBatch batch = new TestBatch(3).open(sites.tick(), 7, 1_000_000)
                .open(sites.event("police", "police:check"), 8, 1_000_500).player(12).unfinished()
                .leaf(sites.nativeCall("police", "GetPlayerPed"), 9, 1_001_001, 1_002_002)
                .close(1_500_000).close(2_000_000);
        ChromeFile file = write(true, batch);
        file.shouldHoldItsPromises();
        assertThat(file.of("X")).extracting(event -> event.get("name").asString())
                .containsExactly("tick", "police:check", "GetPlayerPed");
        assertThat(file.slice("tick").get("args").get("parent_span_id")).isNull();
        JsonNode event = file.slice("police:check");
        assertThat(event.get("cat").asString()).isEqualTo("police");
        assertThat(event.get("pid").asInt()).isEqualTo(1);
        assertThat(event.get("tid").asInt()).isEqualTo(3);
        assertThat(event.get("ts").asDouble()).isEqualTo(1000.5);
        assertThat(event.get("dur").asDouble()).isEqualTo(499.5);
        assertThat(event.get("args").toString()).isEqualTo("{\"resource\":\"police\","
                + "\"runtime\":\"lua\",\"kind\":\"event\",\"file\":\"@police/server.lua\","
                + "\"line\":10,\"span_id\":8,\"parent_span_id\":7,\"source\":12,"
                + "\"unfinished\":true}");
        assertThat(file.slice("GetPlayerPed").get("args").toString()).isEqualTo(
                "{\"resource\":\"police\",\"runtime\":\"native\",\"kind\":\"native\","
                        + "\"span_id\":9,\"parent_span_id\":8}");
    }

    @Test
    void shouldPutMetadataFirstAndOneEventOnALine() throws IOException {
        ChromeFile file = write(true, new TestBatch(3).leaf(sites.tick(), 1, 0, 10));
        assertThat(file.events).extracting(event -> event.get("name").asString())
                .containsExactly("process_name", "thread_name", "thread_sort_index", "tick");
        assertThat(Files.readString(folder.resolve("profiler_trace.json")).lines())
                .hasSize(file.events.size() + 1)
                .allMatch(line -> line.startsWith("[{") || line.startsWith(",{")
                        || line.equals("]"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"quote \" and \\ slash", "line\nbreak\r\ttab", "nul \u0000 bell \u0007",
            "</script><!--", "\u2028", "police's événement €", "emoji 😀", ""})
    void shouldKeepHostileNames(String name) throws IOException {
        ChromeFile file = write(true,
                new TestBatch(3).leaf(sites.event(name, name), 1, 0, 10).counter(
                        sites.intern(name, ScriptRuntime.ENGINE, SpanKind.TICK, name, name, 1), 5,
                        1));
        assertThat(file.slice(name).get("cat").asString()).isEqualTo(name);
        assertThat(file.of("C").getFirst().get("args").get(name).asInt()).isEqualTo(1);
        assertThat(Files.readString(folder.resolve("profiler_trace.json")))
                .doesNotContain("</script").doesNotContain("<!--");
    }

    @Test
    void shouldReplaceHalfACharacter() throws IOException {
        ChromeFile file = write(true,
                new TestBatch(3).leaf(sites.event("a\uD83D", "\uDE00b\uD83Dc"), 1, 0, 10));
        assertThat(file.slice("\uFFFDb\uFFFDc").get("cat").asString()).isEqualTo("a\uFFFD");
    }

    @Test
    void shouldCutNamesThatWouldOutgrowAPage() throws IOException {
        String name = "\u0001".repeat(100_000);
        int site = sites.intern(name, ScriptRuntime.LUA, SpanKind.EVENT, name, name, 1);
        ChromeFile file = write(true,
                new TestBatch(3).leaf(site, 1, 0, 10).counter(site, 5, 0.1));
        assertThat(file.of("X").getFirst().get("name").asString())
                .isEqualTo(name.substring(0, 128));
    }

    @ParameterizedTest
    @CsvSource({"0,0.000", "1,0.001", "999,0.999", "1000,1.000", "123456789,123456.789",
            "14400000000000,14400000000.000", "9223372036854775807,9223372036854775.807",
            "-1,-0.001", "-1500,-1.500", "-9223372036854775808,-9223372036854775.807"})
    void shouldWriteMicrosecondsWithThreeDecimals(long nanos, String text) {
        byte[] bytes = new byte[Digits.LONGEST];
        assertThat(new String(bytes, 0, Digits.micros(bytes, 0, nanos),
                StandardCharsets.US_ASCII)).isEqualTo(text);
    }

    @Test
    void shouldWriteEveryLengthOfNumber() {
        byte[] bytes = new byte[Digits.LONGEST];
        for (long power = 1, digits = 0; digits < 19; power *= 10, digits++) {
            for (long value : new long[]{power - 1, power, power + 1, -power}) {
                assertThat(new String(bytes, 0, Digits.number(bytes, 0, value),
                        StandardCharsets.US_ASCII)).isEqualTo(Long.toString(value));
            }
        }
    }

    @Test
    void shouldLeaveOutIdsForViewersThatMergeByArgs() throws IOException {
        TestBatch batch = new TestBatch(3)
                .open(sites.event("police", "police:check"), 1, 0).player(4)
                .leaf(sites.function("police", "check"), 2, 2, 5).unfinished().caused(1, 1)
                .close(9);
        ChromeFile file = write(false, batch);
        assertThat(file.of("X")).extracting(slice -> slice.get("args").propertyNames())
                .allMatch(List.of("resource", "runtime", "kind")::containsAll);
        assertThat(file.of("s")).singleElement()
                .satisfies(flow -> assertThat(flow.get("args").isEmpty()).isTrue());
        assertThat(file.of("f")).hasSize(1);
    }

    @Test
    void shouldTieCausesAndStretchesByFlows() throws IOException {
        int thread = sites.thread("bank", "interest");
        ChromeFile file = write(true,
                new TestBatch(3).open(sites.tick(), 1, 100).leaf(thread, 2, 110, 120)
                        .caused(1, 105).close(200),
                new TestBatch(3).open(sites.tick(), 3, 300).leaf(thread, 2, 310, 320)
                        .continues(119).close(400));
        file.shouldHoldItsPromises();
        assertThat(file.of("s")).extracting(flow -> flow.get("name").asString())
                .containsExactly("cause", "continue");
        assertThat(file.of("f")).extracting(flow -> flow.get("ts").asDouble())
                .containsExactly(0.11, 0.31);
        assertThat(file.of("X").get(3).get("args").get("continued").asBoolean()).isTrue();
    }

    @Test
    void shouldMarkWhatIsMissing() throws IOException {
        try (TraceWriter writer = open(true)) {
            writer.track(3, "main");
            writer.accept(new TestBatch(3).open(0, 5, 10).placeholder()
                    .leaf(sites.event("police", "orphan"), 6, 12, 14).close(20));
            writer.accept(new TestBatch(3).leaf(sites.event("police", "lonely"), 7, 30, 40)
                    .parentElsewhere(4));
            writer.lost(3, 50_000, 17);
        }
        ChromeFile file = ChromeFile.read(folder.resolve("profiler_trace.json"));
        assertThat(file.slice("parent not recorded").get("args").toString())
                .isEqualTo("{\"placeholder\":true,\"span_id\":5}");
        assertThat(file.slice("orphan").get("args").get("parent_span_id").asInt()).isEqualTo(5);
        assertThat(file.slice("lonely").get("args").get("parent_span_id")).isNull();
        assertThat(file.slice("lonely").get("args").get("earlier").asInt()).isEqualTo(4);
        JsonNode lost = file.of("i").getFirst();
        assertThat(lost.get("name").asString()).isEqualTo("spans lost");
        assertThat(lost.get("s").asString()).isEqualTo("t");
        assertThat(lost.get("ts").asDouble()).isEqualTo(50);
        assertThat(lost.get("args").get("records").asInt()).isEqualTo(17);
    }

    @Test
    void shouldWriteCounters() throws IOException {
        int players = sites.intern("server", ScriptRuntime.ENGINE, SpanKind.TICK, "players", "", 0);
        ChromeFile file = write(true,
                new TestBatch(3).leaf(sites.tick(), 1, 0, 10).counter(players, 1, 64)
                        .counter(players, 2, 6.25).counter(players, 3, Double.NaN)
                        .counter(players, 4, -0.5).counter(players, 5, 1e300));
        assertThat(file.of("C")).extracting(event -> event.get("args").get("players").asDouble())
                .containsExactly(64.0, 6.25, -0.5, 1e300);
    }

    @Test
    void shouldRefuseATrackThatWasNotAnnounced() throws IOException {
        try (TraceWriter writer = open(true)) {
            TestBatch batch = new TestBatch(9).leaf(sites.tick(), 1, 0, 10);
            assertThatThrownBy(() -> writer.accept(batch))
                    .isInstanceOf(IllegalStateException.class).hasMessageContaining("track 9");
        }
    }

    private ChromeFile write(boolean ids, TestBatch... batches) throws IOException {
        try (TraceWriter writer = open(ids)) {
            writer.track(3, "main");
            for (TestBatch batch : batches) {
                writer.accept(batch);
            }
        }
        return ChromeFile.read(folder.resolve("profiler_trace.json"));
    }

    private TraceWriter open(boolean ids) throws IOException {
        return new ChromeTraceWriterFactory()
                .open(new TraceTarget(folder, sites, "fxprof simulate", 0, ids));
    }
}
