package dev.fxprof.export.chrome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fxprof.api.Capture;
import dev.fxprof.api.MalformedTraceException;
import dev.fxprof.api.Site;
import dev.fxprof.api.SpanKind;
import dev.fxprof.export.Transcript;
import dev.fxprof.export.fuzz.BytesSource;
import dev.fxprof.export.fuzz.NestingCheck;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChromeTraceReaderTest {
    private static final String TAIL = "|ENGINE|FUNCTION|";

    private static Capture read(String text) throws IOException {
        return new ChromeTraceReader().read(source(text));
    }

    /** Reads events after one at time 0, since the first one would become that. */
    private static Capture readFromZero(String events) throws IOException {
        return read("[{\"ph\":\"X\",\"name\":\"zero\",\"pid\":1,\"tid\":0,\"ts\":0,\"dur\":0},"
                + events + "]");
    }

    private static BytesSource source(String text) {
        return new BytesSource("trace.json", text.getBytes(StandardCharsets.UTF_8));
    }

    private static boolean isRecognised(String text) {
        return new ChromeTraceReader().recognises(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Start, end, self time and name of the slices of a track, nested by blanks. */
    private static List<String> slices(Capture capture, String track) throws IOException {
        capture.replay(new NestingCheck());
        return Transcript.of(capture, false).lines().get(track).stream()
                .map(line -> line.replaceAll("\\S*\\|", "")).toList();
    }

    private static List<String> slices(String events) throws IOException {
        try (Capture capture = readFromZero(events)) {
            return slices(capture, "thread 1");
        }
    }

    private static Map<String, Long> repairs(String text) throws IOException {
        try (Capture capture = read(text)) {
            capture.replay(new NestingCheck());
            return capture.repairs();
        }
    }

    private static String event(String phase, String name, Object ts, String more) {
        return "{\"ph\":\"" + phase + "\",\"name\":\"" + name + "\",\"pid\":1,\"tid\":1,\"ts\":"
                + ts + more + "}";
    }

    @Test
    void shouldReadCompleteEventsInAnyOrder() throws IOException {
        assertThat(slices(event("X", "inner", 1.5, ",\"dur\":2") + ","
                + event("X", "outer", 1, ",\"dur\":10") + ","
                + event("X", "first", 1, ",\"dur\":0.5")))
                .containsExactly("1000 11000 7500 outer", " 1000 1500 500 first",
                        " 1500 3500 2000 inner");
    }

    @Test
    void shouldTakeTheProcessorTimeWhereNoDurationIs() throws IOException {
        String events = event("X", "a", 1, ",\"tdur\":2") + "," + event("X", "b", 5, "");
        assertThat(slices(events)).containsExactly("1000 3000 2000 a", "5000 5000 0 b");
        assertThat(repairs("[" + events + "]")).containsExactly(
                Map.entry("slices without a duration", 1L));
    }

    @Test
    void shouldPairBeginsAndEnds() throws IOException {
        assertThat(slices(event("B", "outer", 1, "") + "," + event("B", "inner", 2, "") + ","
                + "{\"ph\":\"E\",\"pid\":1,\"tid\":1,\"ts\":3}," + event("E", "outer", 4, "")))
                .containsExactly("1000 4000 2000 outer", " 2000 3000 1000 inner");
    }

    @Test
    void shouldMatchAnEndByItsName() throws IOException {
        String events = event("B", "outer", 1, "") + "," + event("B", "inner", 2, "") + ","
                + event("E", "other", 3, "") + "," + event("E", "outer", 4, "");
        assertThat(slices(events)).containsExactly("1000 4000 1000 outer",
                " 2000 4000 2000 inner");
        assertThat(repairs("[" + events + "]")).containsOnly(Map.entry("ends without a begin", 1L),
                Map.entry("slices without an end", 1L));
    }

    @Test
    void shouldCloseWhatNothingEnds() throws IOException {
        try (Capture capture = read("[" + event("B", "a", 1, "") + ","
                + event("B", "b", 2, "") + "]")) {
            assertThat(Transcript.of(capture, true).lines().get("thread 1"))
                    .allMatch(line -> line.contains("unfinished"));
            assertThat(capture.repairs()).containsExactly(
                    Map.entry("slices without an end", 2L));
        }
    }

    @Test
    void shouldPutOperationsThatOverlapOnTracksOfTheirOwn() throws IOException {
        String text = event("b", "get", 1, ",\"cat\":\"net\",\"id\":\"0x1\"") + ","
                + event("b", "get", 2, ",\"cat\":\"net\",\"id\":2") + ","
                + event("b", "parse", 3, ",\"cat\":\"net\",\"id\":\"0x1\"") + ","
                + event("n", "mark", 3, ",\"cat\":\"net\",\"id\":\"0x1\"") + ","
                + event("e", "parse", 4, ",\"cat\":\"net\",\"id\":\"0x1\"") + ","
                + event("e", "get", 5, ",\"cat\":\"net\",\"id\":\"0x1\"") + ","
                + event("e", "get", 6, ",\"cat\":\"net\",\"id\":\"2\"") + ","
                + event("b", "put", 7, ",\"cat\":\"net\",\"id\":\"0x1\"") + ","
                + event("e", "put", 8, ",\"cat\":\"net\",\"id\":\"0x1\"");
        try (Capture capture = readFromZero(text)) {
            assertThat(slices(capture, "async net")).containsExactly("1000 5000 3000 get",
                    " 3000 4000 1000 parse", "7000 8000 1000 put");
            assertThat(slices(capture, "async net 2")).containsExactly("2000 6000 4000 get");
            assertThat(capture.repairs()).containsExactly(Map.entry("instants left out", 1L));
        }
    }

    @Test
    void shouldTellOperationsByCategoryScopeAndProcess() throws IOException {
        String text = "[" + event("b", "a", 1, ",\"cat\":\"x\",\"id\":1") + ","
                + event("b", "a", 1, ",\"cat\":\"x\",\"id\":1,\"scope\":\"s\"") + ","
                + event("b", "a", 1, ",\"cat\":\"x\",\"id2\":{\"local\":\"1\"}") + ","
                + event("b", "a", 1, ",\"cat\":\"x\",\"id2\":{\"global\":\"7\"}") + ","
                + event("b", "a", 1, "") + "]";
        try (Capture capture = read(text)) {
            assertThat(Transcript.of(capture, false).lines()).containsOnlyKeys("async x",
                    "async x 2", "async x 3", "async x 4");
            assertThat(capture.repairs()).containsOnly(Map.entry("operations without an id", 1L),
                    Map.entry("slices without an end", 4L));
        }
    }

    @Test
    void shouldTieFlows() throws IOException {
        String text = event("X", "a", 1, ",\"dur\":2") + "," + event("X", "b", 5,
                ",\"dur\":2") + "," + event("X", "c", 9, ",\"dur\":2") + ","
                + event("X", "d", 12, ",\"dur\":1") + ","
                + event("s", "f", 2, ",\"cat\":\"c\",\"id\":\"0x7\"") + ","
                + event("t", "f", 6, ",\"cat\":\"c\",\"id\":\"0x7\"") + ","
                + event("f", "f", 10, ",\"cat\":\"c\",\"id\":\"0x7\",\"bp\":\"e\"") + ","
                + event("f", "g", 11.5, ",\"cat\":\"c\",\"id\":\"0x7\"") + ","
                + event("s", "g", 10, ",\"cat\":\"c\",\"id\":\"0x7\"") + ","
                + event("f", "h", 10, ",\"cat\":\"c\",\"id\":\"0x7\"");
        try (Capture capture = readFromZero(text)) {
            assertThat(Transcript.of(capture, true).lines().get("thread 1 links"))
                    .containsExactly("cause 2000 6000 2 3", "cause 6000 10000 3 4",
                            "cause 10000 12000 4 5");
            assertThat(capture.repairs()).containsExactly(
                    Map.entry("flows without a start", 1L));
        }
    }

    @Test
    void shouldTieSlicesThatAreBoundById() throws IOException {
        String text = event("X", "a", 1, ",\"dur\":2,\"bind_id\":\"0x1\",\"flow_out\":true")
                + "," + event("X", "b", 5,
                        ",\"dur\":2,\"bind_id\":\"0x1\",\"flow_in\":true,\"flow_out\":true")
                + "," + event("X", "c", 9, ",\"dur\":2,\"bind_id\":\"0x1\",\"flow_in\":true");
        try (Capture capture = readFromZero(text)) {
            assertThat(Transcript.of(capture, true).lines().get("thread 1 links"))
                    .containsExactly("cause 1000 5000 2 3", "cause 5000 9000 3 4");
        }
    }

    @Test
    void shouldKeepCountersByTheNameOfTheirValue() throws IOException {
        try (Capture capture = readFromZero("{\"args\":{\"used\":1.5,\"free\":\"2\",\"x\":\"y\"},"
                + "\"ph\":\"C\",\"name\":\"memory\",\"pid\":1,\"ts\":1},"
                + event("C", "memory", 2, ",\"args\":{\"memory\":-3e2,\"no\":null}"))) {
            assertThat(Transcript.of(capture, false).lines().get("thread 1 counters"))
                    .containsExactly("1000 memory used 1.5", "1000 memory free 2.0",
                            "2000 memory -300.0");
        }
    }

    @Test
    void shouldNameThreadsAndProcessesWhereverTheirNamesStand() throws IOException {
        String text = "[" + event("X", "a", 1, ",\"dur\":1")
                + ",{\"ph\":\"X\",\"name\":\"b\",\"pid\":\"gpu\",\"tid\":\"io\",\"ts\":1},"
                + "{\"ph\":\"X\",\"name\":\"c\",\"pid\":7,\"ts\":1},"
                + event("M", "thread_name", 0, ",\"args\":{\"name\":\"main\"}") + ","
                + event("M", "process_name", 0, ",\"args\":{\"name\":\"browser\"}") + "]";
        try (Capture capture = read(text)) {
            assertThat(Transcript.of(capture, false).lines()).containsOnlyKeys("browser: main",
                    "gpu: io", "process 7: thread 7");
        }
        try (Capture capture = read("[" + event("X", "a", 1, ",\"dur\":1") + ","
                + event("M", "process_name", 0, ",\"args\":{\"name\":\"browser\"}") + "]")) {
            assertThat(capture.processName()).isEqualTo("browser");
            assertThat(Transcript.of(capture, false).lines()).containsOnlyKeys("thread 1");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "9223372036854775807", "-9223372036854775808", "1e99"})
    void shouldTakeAnyNumberForAThread(String number) throws IOException {
        try (Capture capture = read("[{\"ph\":\"X\",\"name\":\"a\",\"ts\":1,\"dur\":1,\"pid\":"
                + number + ",\"tid\":" + number + "}]")) {
            NestingCheck check = new NestingCheck();
            capture.replay(check);
            assertThat(check.slices()).isEqualTo(1);
        }
    }

    @Test
    void shouldTakeTheFirstCategoryForTheResource() throws IOException {
        try (Capture capture = readFromZero(event("X", "a", 1,
                ",\"dur\":1,\"cat\":\"blink, user\",\"args\":{\"file\":\"f.js\",\"line\":12,"
                        + "\"kind\":\"tick\",\"calls\":8,\"span_id\":77}")
                + "," + event("X", "b", 3, ",\"dur\":1"))) {
            assertThat(Transcript.of(capture, true).lines().get("thread 1")).containsExactly(
                    "1000 2000 1000 blink" + TAIL + "a|f.js|12 2 0 source 0 calls 1",
                    "3000 4000 1000 unknown" + TAIL + "b||0 3 0 source 0 calls 1");
        }
    }

    @ParameterizedTest
    @CsvSource({"0,0", "1,1000", "0.001,1", "0.0014999,1", "0.0015,2", "1e3,1000000",
            "1.5E-3,2", "9007199254740.993,9007199254740993", "9007199254740.991,9007199254740991",
            "1700000000000000.123,1700000000000000123", "'\"12.345\"',12345",
            "1000000.00000000000000000000001,1000000000", "1.7e15,1700000000000000000"})
    void shouldKeepTimesToTheNanosecond(String ts, long nanos) throws IOException {
        assertThat(slices(event("X", "a", ts, ",\"dur\":0")))
                .containsExactly(nanos + " " + nanos + " 0 a");
    }

    @ParameterizedTest
    @CsvSource({"9223372036854775808,times out of range", "1e400,times out of range",
            "-1e999999999999,times out of range", "9223372036854775.807,times out of range",
            "null,events without a time", "NaN,events without a time",
            "-Infinity,events without a time", "'\"soon\"',events without a time",
            "'[1]',events without a time", "'\"\"',events without a time"})
    void shouldLeaveOutWhatHasNoTime(String ts, String repair) throws IOException {
        assertThat(repairs("[" + event("X", "a", ts, ",\"dur\":1") + "]")).containsExactly(
                Map.entry(repair, 1L));
    }

    @Test
    void shouldCountTimesOfOtherRecordersFromTheFirst() throws IOException {
        try (Capture capture = read(
                "[" + event("X", "b", "1700000000000000.002", ",\"dur\":1") + ","
                        + event("X", "a", -1.5, ",\"dur\":1") + "]")) {
            assertThat(slices(capture, "thread 1")).containsExactly("0 1000 1000 a",
                    "1700000000000001502 1700000000000002502 1000 b");
        }
    }

    @Test
    void shouldCountWhatItLeavesOut() throws IOException {
        assertThat(repairs("{\"stackFrames\":{\"1\":{\"name\":\"x\"}},\"samples\":[{\"sf\":1},{}],"
                + "\"traceEvents\":[" + event("i", "a", 1, "") + "," + event("I", "a", 1, "") + ","
                + event("P", "a", 1, "") + "," + event("O", "a", 1, "") + "]}"))
                .containsOnly(Map.entry("instants left out", 2L),
                        Map.entry("samples left out", 3L),
                        Map.entry("events of other kinds", 1L));
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "{\"traceEvents\":[%s],\"displayTimeUnit\":\"ns\",\"metadata\":{\"a\":[1,{}]}}",
            "{\"displayTimeUnit\":\"ms\",\"otherData\":{\"traceEvents\":[]},\"traceEvents\":[%s]}",
            "\uFEFF [\n%s\n]\n\n", "[%s,null]", "[null,%s]", "{\"traceEvents\" : [ %s ] }"})
    void shouldFindTheEvents(String form) throws IOException {
        String text = form.formatted(event("X", "a", 1, ",\"dur\":1"));
        assertThat(isRecognised(text)).isTrue();
        try (Capture capture = read(text)) {
            assertThat(slices(capture, "thread 1")).containsExactly("0 1000 1000 a");
            assertThat(capture.repairs()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '#', value = {"[%s#truncated", "[%s,#truncated", "[%s,{\"ph\"#truncated",
            "{\"traceEvents\":[%s]#truncated", "[%s,{\"ph\":\"X\",\"name\":\"\\u00#truncated",
            "[%s,{\"ph\":\"X\",\"ts\":12.#truncated", "[%s,]#commas before the end"})
    void shouldRepairTheEnd(String form, String repair) throws IOException {
        try (Capture capture = read(form.formatted(event("X", "a", 1, ",\"dur\":1")))) {
            assertThat(slices(capture, "thread 1")).containsExactly("0 1000 1000 a");
            assertThat(capture.repairs()).containsExactly(Map.entry(repair, 1L));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "[1]", "[{\"a\":1}]", "{\"nodes\":[]}", "{}", "{\"a\":1",
            "<html>", "\"traceEvents\"", "{\"a\":{\"traceEvents\":[]}}"})
    void shouldNotTakeOtherFilesForTraces(String text) {
        assertThat(isRecognised(text)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '#', value = {
            "[{\"ph\" \"X\"}]#at byte 7: expected ':', found '\"'",
            "[{\"ph\":\"X\",}]#at byte 11: expected a name in quotes, found '}'",
            "[{\"ph\":\"X\"} {}]#at byte 12: expected ',' or ']', found '{'",
            "[{\"ph\":'X'}]#at byte 7: expected a value, found '''",
            "[/* no */]#at byte 1: expected an event, found '/'",
            "[{\"ts\":01x}]#at byte 9: expected ',' or '}', found 'x'",
            "[{\"ts\":-}]#at byte 8: expected a number, found '}'",
            "[{\"ts\":1.}]#at byte 9: expected a number, found '}'",
            "[{\"name\":\"\\x\"}]#at byte 11: expected one of the escapes of JSON, found 'x'",
            "[{\"name\":\"\\u00g0\"}]#at byte 14: expected four hexadecimal digits, found 'g'",
            "[] []#at byte 3: expected the end of the file, found '['",
            "{\"a\":nul1}#at byte 8: expected a value, found '1'",
            "{\"a\":[1}]}#at byte 7: expected ',' or ']', found '}'",
            "{\"a\":1}#expected an object with \"traceEvents\"",
            "{\"traceEvents\":{}}#at byte 15: expected an array of events, found '{'",
            "nothing#at byte 0: expected an array of events, or an object that has one, found 'n'"})
    void shouldSayWhereAndWhatIsWrong(String text, String problem) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(MalformedTraceException.class)
                .hasMessageStartingWith("trace.json: ").hasMessageContaining(problem);
    }

    @Test
    void shouldRefuseEndlessNesting() {
        assertThatThrownBy(() -> read("[{\"a\":" + "[".repeat(1_000_000)))
                .isInstanceOf(MalformedTraceException.class).hasMessageContaining("levels");
    }

    @Test
    void shouldTakeTheLastOfEqualMembers() throws IOException {
        assertThat(slices("{\"name\":\"a\",\"ph\":\"B\",\"ts\":7,\"pid\":1,\"dur\":1,\"tid\":2,"
                + "\"name\":\"b\",\"ph\":\"X\",\"ts\":9,\"tid\":1}"))
                .containsExactly("9000 10000 1000 b");
    }

    @Test
    void shouldReadNamesInAnyForm() throws IOException {
        assertThat(slices(event("X", "\\\"\\\\\\/\\b\\f\\n\\r\\t\\u20AC\\ud83d\\ude00\\uD83D!", 1,
                ",\"dur\":1"))).containsExactly("1000 2000 1000 \"\\/\b\f\n\r\t€😀\uFFFD!");
        byte[] bytes = ("[" + event("X", "a?b", 1, ",\"dur\":1") + "]")
                .getBytes(StandardCharsets.UTF_8);
        bytes[new String(bytes, StandardCharsets.ISO_8859_1).indexOf('?')] = (byte) 0xFF;
        try (Capture capture = new ChromeTraceReader().read(new BytesSource("x", bytes))) {
            assertThat(slices(capture, "thread 1")).containsExactly("0 1000 1000 a\uFFFDb");
        }
    }

    @Test
    void shouldBoundTheNamesThatItKeeps() throws IOException {
        String name = "n".repeat(1_000_000);
        try (Capture capture = read("[" + event("X", name, 1, ",\"dur\":1,\"cat\":\"" + name
                + "\"") + "," + event("X", "\\n" + name, 2, ",\"dur\":1") + "]")) {
            for (int id = 1; id <= capture.sites().size(); id++) {
                Site site = capture.sites().site(id);
                assertThat(site.name().length()).isLessThanOrEqualTo(512);
                assertThat(site.kind()).isEqualTo(SpanKind.FUNCTION);
            }
            assertThat(capture.sites().size()).isEqualTo(2);
        }
    }

    @Test
    void shouldMoveOverlappingSlicesToATrackBeside() throws IOException {
        try (Capture capture = read("[" + event("X", "a", 1, ",\"dur\":4") + ","
                + event("X", "b", 3, ",\"dur\":4") + "]")) {
            assertThat(slices(capture, "thread 1")).containsExactly("0 4000 4000 a");
            assertThat(slices(capture, "thread 1 (overlapping)"))
                    .containsExactly("2000 6000 4000 b");
            assertThat(capture.repairs()).containsExactly(Map.entry("overlapping slices", 1L));
        }
    }
}
