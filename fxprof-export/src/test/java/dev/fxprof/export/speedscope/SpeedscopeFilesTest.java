package dev.fxprof.export.speedscope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.groups.Tuple.tuple;

import dev.fxprof.api.Capture;
import dev.fxprof.api.MalformedTraceException;
import dev.fxprof.export.CaptureFacts;
import dev.fxprof.export.Conversion;
import dev.fxprof.export.RandomCapture;
import dev.fxprof.export.capture.TraceFile;
import dev.fxprof.export.flamegraph.StackTotals;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SpeedscopeFilesTest {
    private static final String HEAD = "{\"$schema\":\"" + Keys.SCHEMA
            + "\",\"shared\":{\"frames\":"
            + "[{\"name\":\"A\"},{\"name\":\"B\",\"file\":\"@voice/s.lua\",\"line\":7}]},"
            + "\"profiles\":[";

    @TempDir
    Path folder;

    @Test
    void shouldReadBackAllThatItWrote() throws IOException {
        for (int seed = 0; seed < 8; seed++) {
            try (Capture capture = RandomCapture.of(seed, 4, 60)) {
                Path file = Conversion.write(capture, "speedscope", folder.resolve("x.json"));
                try (Capture read = TraceFile.read(file)) {
                    CaptureFacts expected = CaptureFacts.of(capture);
                    CaptureFacts found = CaptureFacts.of(read);
                    assertThat(read.format()).isEqualTo("speedscope");
                    assertThat(read.processName()).isEqualTo(capture.processName());
                    assertThat(found.firstDifference(expected)).isEmpty();
                    assertThat(found.totalsByName).isEqualTo(expected.totalsByName);
                    assertThat(found.spans).isEqualTo(expected.spans);
                    assertThat(read.repairs()).isEmpty();
                }
            }
        }
        assertThat(folder.toFile().list()).containsExactly("x.json");
    }

    @Test
    void shouldKeepTheSelfTimeOfEachStackInSamples() throws IOException {
        for (int seed = 0; seed < 8; seed++) {
            try (Capture capture = RandomCapture.of(seed, 3, 60)) {
                Path file = Conversion.write(capture, "speedscope-sampled",
                        folder.resolve("x.json"));
                try (Capture read = TraceFile.read(file)) {
                    assertThat(selfTimes(read)).isEqualTo(selfTimes(capture));
                    assertThat(read.repairs()).isEmpty();
                }
            }
        }
    }

    private static Map<String, Long> selfTimes(Capture capture) throws IOException {
        StackTotals totals = StackTotals.of(capture);
        Map<String, Long> times = new TreeMap<>();
        for (int node = 1; node < totals.size(); node++) {
            if (totals.selfNanos(node) > 0) {
                times.merge(totals.stack(node), totals.selfNanos(node), Long::sum);
            }
        }
        return times;
    }

    @Test
    void shouldWriteEventsThatSpeedscopeTakes() throws IOException {
        try (Capture capture = RandomCapture.of(2, 3, 80)) {
            Path file = Conversion.write(capture, "speedscope", folder.resolve("x.json"));
            JsonNode json = new JsonMapper().readTree(file);
            int frames = json.at("/shared/frames").size();
            for (JsonNode profile : json.path("profiles")) {
                assertThat(profile.path("unit").asString()).isEqualTo("nanoseconds");
                ArrayDeque<Integer> open = new ArrayDeque<>();
                long last = profile.path("startValue").asLong();
                for (JsonNode event : profile.path("events")) {
                    assertThat(event.path("at").isIntegralNumber()).isTrue();
                    assertThat(event.path("at").asLong()).isGreaterThanOrEqualTo(last);
                    last = event.path("at").asLong();
                    int frame = event.path("frame").asInt();
                    assertThat(frame).isBetween(0, frames - 1);
                    if (event.path("type").asString().equals("O")) {
                        open.push(frame);
                    } else {
                        assertThat(open.pop()).isEqualTo(frame);
                    }
                }
                assertThat(open).isEmpty();
                assertThat(profile.path("endValue").asLong()).isGreaterThanOrEqualTo(last);
            }
        }
    }

    @Test
    void shouldWriteACaptureWithoutSlices() throws IOException {
        try (Capture capture = RandomCapture.of(1, 1, 0)) {
            Path file = Conversion.write(capture, "speedscope", folder.resolve("x.json"));
            try (Capture read = TraceFile.read(file)) {
                assertThat(CaptureFacts.of(read).slices).isZero();
            }
        }
    }

    @Test
    void shouldReadWhatOthersWriteWithTheirUnits() throws IOException {
        try (Capture read = read(HEAD + "{\"type\":\"evented\",\"name\":\"p\",\"unit\":"
                + "\"microseconds\",\"startValue\":10,\"endValue\":20.5,\"events\":["
                + "{\"at\":10,\"frame\":0,\"type\":\"O\"},{\"at\":12.25,\"frame\":1,\"type\":\"O\"},"
                + "{\"at\":15,\"frame\":1,\"type\":\"C\"},{\"at\":20.5,\"frame\":0,\"type\":\"C\"}]}]}")) {
            assertThat(CaptureFacts.of(read).slicesByThread.get("p").getFirst())
                    .extracting(CaptureFacts.Slice::site, CaptureFacts.Slice::start,
                            CaptureFacts.Slice::end)
                    .containsExactly(tuple("unknown|engine|function|A||0", 0L, 10_500L),
                            tuple("voice|engine|function|B|@voice/s.lua|7", 2_250L, 5_000L));
        }
    }

    @ParameterizedTest
    @CsvSource({"none,1", "nanoseconds,1", "microseconds,1000", "milliseconds,1000000",
            "seconds,1000000000"})
    void shouldMergeWhatSamplesHaveInCommon(String unit, long scale) throws IOException {
        try (Capture read = read("{\"profiles\":[{\"type\":\"sampled\",\"name\":\"p\",\"weights\":"
                + "[1,2,3,0,4],\"samples\":[[0],[0,1],[],[1],[0,1]],\"startValue\":0,"
                + "\"endValue\":10,\"unit\":\"" + unit
                + "\"}],\"shared\":{\"frames\":[{\"name\":\"A\"},{\"name\":\"B\"}]}}")) {
            assertThat(CaptureFacts.of(read).slicesByThread.get("p").getFirst())
                    .extracting(CaptureFacts.Slice::depth, CaptureFacts.Slice::start,
                            CaptureFacts.Slice::end)
                    .containsExactly(tuple(0, 0L, 3 * scale), tuple(1, scale, 3 * scale),
                            tuple(0, 6 * scale, 10 * scale), tuple(1, 6 * scale, 10 * scale));
        }
    }

    @Test
    void shouldNotTakeANameInAnotherFileForItsOwn() {
        SpeedscopeReader reader = new SpeedscopeReader();
        for (String name : new String[]{Keys.SCHEMA, "\\\"type\\\":\\\"evented\\\""}) {
            String chrome = "{\"traceEvents\":[{\"ph\":\"X\",\"name\":\"" + name + "\"}]}";
            assertThat(reader.recognises(chrome.getBytes(StandardCharsets.UTF_8))).as(chrome)
                    .isFalse();
        }
    }

    @Test
    void shouldLeaveOutAndCountBytesBesideTimes() throws IOException {
        String bytes = "{\"type\":\"sampled\",\"name\":\"heap\",\"unit\":\"bytes\",\"startValue\":0,"
                + "\"endValue\":1,\"samples\":[[0]],\"weights\":[1]}";
        String time = bytes.replace("bytes", "seconds").replace("heap", "time");
        try (Capture read = read(HEAD + bytes + "," + time + "]}")) {
            assertThat(CaptureFacts.of(read).slicesByThread).containsOnlyKeys("time");
            assertThat(read.repairs()).containsExactly(entry("profiles of bytes left out", 1L));
        }
        assertThatThrownBy(() -> read(HEAD + bytes + "]}"))
                .isInstanceOf(MalformedTraceException.class)
                .hasMessageContaining("all profiles count bytes, expected a unit of time");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{'type':'O','frame':0,'at':0}|the profile ends with 1 open frames",
            "{'type':'O','frame':1,'at':2},{'type':'O','frame':0,'at':2},{'type':'C','frame':1,'at':4}|closes frame 1, expected 0",
            "{'type':'C','frame':0,'at':0}|closes frame 0, but none is open",
            "{'type':'O','frame':0,'at':5},{'type':'C','frame':0,'at':4}|before the one in front of it",
            "{'type':'O','frame':2,'at':5}|frame 2 does not exist; there are 2",
            "{'type':'X','frame':0,'at':5}|expected an event with",
            "{'type':'O','frame':0}|expected an event with",
            "{'type':'O','frame':0,'at':'x'}|expected a number",
            "{'type':'O','frame':0,'at':1e300}|beyond 36 years",
            "7|expected an object",
            "{'type':'O' 'frame'}|expected JSON"})
    void shouldRefuseWhatSpeedscopeRefuses(String events, String problem) {
        assertThatThrownBy(() -> read(HEAD
                + "{\"type\":\"evented\",\"name\":\"p1\",\"unit\":\"none\","
                + "\"startValue\":0,\"endValue\":100,\"events\":[" + events.replace('\'', '"')
                + "]}]}")).isInstanceOf(MalformedTraceException.class)
                .hasMessageStartingWith(folder.resolve("y.json") + ": at byte ")
                .hasMessageContaining(problem);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "'samples':[[0],[1]],'weights':[1]|more samples than weights",
            "'samples':[[0]],'weights':[1,2]|there are fewer samples, 1, than weights",
            "'samples':[[0]],'weights':[-1]|a weight is negative",
            "'samples':[[5]],'weights':[1]|frame 5 does not exist", "'weights':[1]|fewer samples",
            "'samples':[[0]],'weights':[1e300]|beyond 36 years"})
    void shouldRefuseSamplesThatDoNotFit(String members, String problem) {
        assertThatThrownBy(() -> read(HEAD
                + "{\"type\":\"sampled\",\"name\":\"p1\",\"unit\":\"none\","
                + "\"startValue\":0,\"endValue\":100," + members.replace('\'', '"') + "}]}"))
                .isInstanceOf(MalformedTraceException.class).hasMessageContaining(problem);
    }

    @Test
    void shouldKeepWhatStandsBeforeTheCut() throws IOException {
        for (String format : new String[]{"speedscope", "speedscope-sampled"}) {
            try (Capture capture = RandomCapture.of(4, 2, 60)) {
                Path file = Conversion.write(capture, format, folder.resolve("x.json"));
                byte[] whole = Files.readAllBytes(file);
                int frames = new String(whole, StandardCharsets.ISO_8859_1)
                        .indexOf("\"profiles\"");
                for (int cut = frames + 12; cut < whole.length - 2; cut += whole.length / 40) {
                    Path part = folder.resolve("part.json");
                    Files.write(part, Arrays.copyOf(whole, cut));
                    try (Capture read = TraceFile.read(part)) {
                        assertThat(read.repairs()).containsEntry("truncated", 1L);
                        assertThat(CaptureFacts.of(read).slices)
                                .isLessThanOrEqualTo(CaptureFacts.of(capture).slices);
                    }
                }
            }
        }
    }

    private Capture read(String content) throws IOException {
        Path file = folder.resolve("y.json");
        Files.writeString(file, content);
        return TraceFile.read(file);
    }
}
