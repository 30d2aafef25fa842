package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class PerfettoIT {
    private static final int INPUT = 2;
    private static final Pattern UNKNOWN_FIELD = Pattern.compile("^ *\\d+[:{ ]");

    @TempDir
    private static Path folder;
    private static JsonNode json;
    private static Path capture;

    @BeforeAll
    static void run() {
        json = Command.simulate("--duration", "60t", "--profile", "full", "--json", "--out",
                folder.toString()).run().succeeded().json();
        capture = folder.resolve("capture.pftrace");
    }

    @Test
    void shouldWriteBothFormatsByDefault() {
        assertThat(json.path("files").findValuesAsString("format")).containsExactly("chrome",
                "perfetto");
        assertThat(json.path("files").findValuesAsString("path"))
                .containsExactly(folder.resolve("profiler_trace.json").toString(),
                        capture.toString());
    }

    @Test
    void shouldHoldWhatTheReportAndTheChromeTraceHold() {
        PerfettoFile read = PerfettoFile.read(capture);
        LoadedTrace chrome = LoadedTrace.of(folder);
        assertThat(read.repairs).isEmpty();
        assertThat(read.slices).isEqualTo(json.path("slices").asLong())
                .isEqualTo(chrome.countSlices());
        assertThat(read.spans).isEqualTo(json.path("spans").asLong())
                .isEqualTo(chrome.countSpans());
        assertThat(read.ticks).isEqualTo(60);
        assertThat(read.links).isEqualTo(chrome.flowFinishes.size()).isPositive();
        Map<String, Long> totals = new HashMap<>();
        for (int i = 0; i < chrome.slices; i++) {
            totals.merge(chrome.site(i).name(), chrome.end(i) - chrome.start(i), Long::sum);
        }
        assertThat(read.totals).isEqualTo(totals);
    }

    @Test
    void shouldBeDecodedWithTheSchemaAndNothingElse() {
        Requirement.require(Requirement.runs("protoc", "--version"), "protoc --decode",
                "protoc is not installed");
        Path schema = Folders.project().resolve("fxprof-export/src/main/proto");
        Command.simulate("--duration", "5t", "--trace", "perfetto", "--out",
                folder.resolve("short").toString()).run().succeeded();
        Command.Result decoded = Command.of("sh", "-c",
                "exec protoc --decode=perfetto.protos.Trace -I\"$0\" \"$0/perfetto_trace.proto\" "
                        + "< \"$1\"",
                schema.toString(), folder.resolve("short/capture.pftrace").toString()).run()
                .succeeded();
        assertThat(decoded.out()).contains("TYPE_SLICE_BEGIN", "process_name", "thread_name");
        assertThat(decoded.out().lines().filter(UNKNOWN_FIELD.asPredicate())).isEmpty();
    }

    @Test
    void shouldTakeLittleRoomForASlice() {
        PacketSizes sizes = PacketSizes.of(capture);
        assertThat(sizes.any.slices).isEqualTo(json.path("slices").asLong());
        assertThat(sizes.plain.slices).isPositive();
        assertThat(sizes.plain.mean()).isLessThanOrEqualTo(36);
        assertThat(sizes.one.mean()).isLessThanOrEqualTo(60);
    }

    @Test
    void shouldShareALimitAmongTheFormats(@TempDir Path out) {
        JsonNode limited = Command.simulate("--duration", "100t", "--profile", "full", "--json",
                "--max-trace-size", "8M", "--out", out.toString()).run().succeeded().json();
        assertThat(Folders.list(out).stream().mapToLong(Folders::size).sum())
                .isBetween(4L << 20, 8L << 20);
        List<String> paths = limited.path("files").findValuesAsString("path");
        assertThat(paths).filteredOn(path -> path.endsWith(".pftrace")).hasSizeGreaterThan(2)
                .allSatisfy(path -> assertThat(PerfettoFile.read(Path.of(path)).slices)
                        .isPositive());
    }

    @Test
    void shouldCompressOnRequest() {
        Path out = folder.resolve("compressed");
        Command.simulate("--duration", "20t", "--trace", "perfetto", "--compress-trace", "--out",
                out.toString()).run().succeeded();
        assertThat(Folders.names(out)).containsExactly("capture.pftrace");
        PerfettoFile read = PerfettoFile.read(out.resolve("capture.pftrace"));
        assertThat(read.ticks).isEqualTo(20);
        assertThat(Folders.size(out.resolve("capture.pftrace")) / read.slices).isLessThan(25);
    }

    @Test
    void shouldRecordFromASegmentAndNotContinueAFile() {
        Path segment = folder.resolve("run.fxseg");
        Command.simulate("--duration", "10t", "--segment", segment.toString())
                .with("FXPROF_SEGMENTS", folder.resolve("live").toString()).run().succeeded();
        Path recorded = folder.resolve("recorded.pftrace");
        JsonNode result = Command.fxprof("record", segment.toString(), "-o", recorded.toString(),
                "--json").run().succeeded().json();
        assertThat(result.path("written").asLong()).isPositive();
        PerfettoFile read = PerfettoFile.read(recorded);
        assertThat(read.ticks).isEqualTo(10);
        Sentence.assertOnly(Command.fxprof("record", segment.toString(), "-o",
                recorded.toString()).run(), INPUT, recorded.toString(),
                "cannot be continued");
        assertThat(PerfettoFile.read(recorded).slices).isEqualTo(read.slices);
    }
}
