package dev.fxprof.export.cpuprofile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.fxprof.api.Capture;
import dev.fxprof.api.MalformedTraceException;
import dev.fxprof.api.ScriptRuntime;
import dev.fxprof.api.SpanKind;
import dev.fxprof.export.ReadSlices;
import dev.fxprof.export.fuzz.BytesSource;
import dev.fxprof.export.fuzz.Mutator;
import dev.fxprof.export.fuzz.Mutators;
import dev.fxprof.export.fuzz.NestingCheck;
import dev.fxprof.export.fuzz.ReaderFuzz;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CpuProfileReaderTest {
    private static final CpuProfileReader READER = new CpuProfileReader();

    /** Nodes as the inspector of V8 writes them: lines count from 0. */
    private static final String NODES = """
            {"nodes":[
            {"id":1,"callFrame":{"functionName":"(root)","scriptId":"0","url":"",
              "lineNumber":-1,"columnNumber":-1},"hitCount":0,"children":[2,3,4,5]},
            {"id":2,"callFrame":{"functionName":"onTick","scriptId":"7",
              "url":"@shop/server/main.js","lineNumber":9,"columnNumber":4},"children":[6,7]},
            {"id":3,"callFrame":{"functionName":"(idle)","url":"","lineNumber":-1}},
            {"id":4,"callFrame":{"functionName":"(program)","url":"","lineNumber":-1}},
            {"id":5,"callFrame":{"functionName":"(garbage collector)","url":"",
              "lineNumber":-1}},
            {"id":6,"callFrame":{"functionName":"","url":"@bank/lib/pay.js","lineNumber":0}},
            {"id":7,"callFrame":{"functionName":"parse","url":"","lineNumber":-1}}],
            """;

    private static byte[] profile(String samples, String deltas) {
        return (NODES + "\"startTime\":5000,\"endTime\":6000,\"samples\":[" + samples
                + "],\"timeDeltas\":[" + deltas + "]}").getBytes(StandardCharsets.UTF_8);
    }

    private static ReadSlices read(byte[] file) throws IOException {
        assertThat(READER.recognises(file)).isTrue();
        return ReadSlices.of(READER, file);
    }

    private static void shouldBe(ReadSlices.Slice slice, long start, long end, int depth) {
        assertThat(slice.start()).isEqualTo(start * 1000);
        assertThat(slice.end()).isEqualTo(end * 1000);
        assertThat(slice.path()).hasSize(depth + 1);
    }

    @Test
    void shouldGoOnWithWhatTwoSamplesHaveInCommon() throws IOException {
        ReadSlices read = read(profile("2,6,6,7,3,2", "100,100,100,100,100,100"));
        assertThat(read.slices).hasSize(4);
        assertThat(read.all("onTick")).hasSize(2);
        shouldBe(read.all("onTick").get(0), 100, 500, 0);
        shouldBe(read.all("onTick").get(1), 600, 1000, 0);
        shouldBe(read.one("(anonymous)"), 200, 400, 1);
        shouldBe(read.one("parse"), 400, 500, 1);
        assertThat(read.repairs).isEmpty();
    }

    @Test
    void shouldBillAFunctionToTheResourceOfItsScript() throws IOException {
        ReadSlices read = read(profile("6,7,4", "1,1,1"));
        ReadSlices.Slice tick = read.one("onTick");
        assertThat(tick.path()).containsExactly("shop/function/onTick");
        assertThat(tick.runtime()).isEqualTo(ScriptRuntime.JAVASCRIPT);
        assertThat(tick.site().file()).isEqualTo("@shop/server/main.js");
        assertThat(tick.site().line()).isEqualTo(10);
        assertThat(read.one("(anonymous)").site().resource()).isEqualTo("bank");
        assertThat(read.one("(anonymous)").site().line()).isEqualTo(1);
        // What V8 has built in is the work of whoever called it.
        assertThat(read.one("parse").site().resource()).isEqualTo("shop");
        assertThat(read.one("(program)").path()).containsExactly("unknown/region/(program)");
    }

    @Test
    void shouldPutACollectionOnWhatItInterrupts() throws IOException {
        ReadSlices read = read(profile("6,5,6,3,5", "10,10,10,10,10"));
        shouldBe(read.one("onTick"), 10, 40, 0);
        shouldBe(read.one("(anonymous)"), 10, 40, 1);
        List<ReadSlices.Slice> pauses = read.all("(garbage collector)");
        shouldBe(pauses.get(0), 20, 30, 2);
        shouldBe(pauses.get(1), 50, 1000, 0);
        assertThat(pauses).allMatch(pause -> pause.kind() == SpanKind.GC);
        assertThat(pauses.get(0).site().resource()).isEqualTo("bank");
    }

    @Test
    void shouldTakeASingleProgramSampleForOneThatWasNotTakenApart() throws IOException {
        ReadSlices read = read(profile("6,4,7,3,4,4,3", "10,10,10,10,10,10,10"));
        shouldBe(read.one("onTick"), 10, 40, 0);
        shouldBe(read.one("(anonymous)"), 10, 30, 1);
        shouldBe(read.one("(program)"), 50, 70, 0);
        assertThat(read.repairs)
                .containsExactly(entry("single (program) samples within a call", 1L));
    }

    @Test
    void shouldRepairTimesThatGoBackOrAreMissing() throws IOException {
        ReadSlices back = read(profile("6,3,2,3", "100,100,-50,200"));
        shouldBe(back.one("(anonymous)"), 100, 200, 1);
        shouldBe(back.all("onTick").get(1), 200, 350, 0);
        assertThat(back.repairs).containsExactly(entry("times that go back", 1L));
        ReadSlices missing = read(profile("6,3,2,3", "100,100"));
        shouldBe(missing.all("onTick").get(1), 300, 400, 0);
        assertThat(missing.repairs).containsExactly(entry("samples without a time", 2L));
        ReadSlices none = read(profile("2,3,2,3", ""));
        shouldBe(none.all("onTick").get(0), 0, 200, 0);
        assertThat(none.repairs).containsExactly(entry("samples without a time", 4L));
        assertThat(read(profile("2", "1,2,3")).repairs)
                .containsExactly(entry("times without a sample", 2L));
        assertThat(read(profile("99,2", "1,2")).repairs)
                .containsExactly(entry("samples of unknown nodes", 1L));
    }

    @Test
    void shouldReadTheFormThatTheServerWrites() throws IOException {
        // V8ProfilerDump.cpp: a tree, lines from 1, whole seconds, time stamps as doubles.
        ReadSlices read = read("""
                {"typeId":"CPU","uid":1,"title":"shop","head":{"functionName":"(root)","url":"",
                "lineNumber":0,"bailoutReason":"","id":1,"scriptId":0,"hitCount":0,"children":[
                 {"functionName":"onTick","url":"@shop/server/main.js","lineNumber":10,"id":2,
                  "children":[{"functionName":"pay","url":"@shop/pay.js","lineNumber":3,"id":3,
                   "children":[],"lineTicks":[{"line":4,"hitCount":1}]}],"lineTicks":null},
                 {"functionName":"(idle)","url":"","lineNumber":0,"id":4,"children":[]}]},
                "startTime":12,"endTime":13,"samples":[4,2,3,3,4],
                "timestamps":[12500000.0,12501000.0,1.2502e7,12503000.0,12504000.0]}
                """.getBytes(StandardCharsets.UTF_8));
        assertThat(read.tracks()).containsExactly("shop");
        shouldBe(read.one("onTick"), 1000, 4000, 0);
        shouldBe(read.one("pay"), 2000, 4000, 1);
        assertThat(read.one("onTick").site().line()).isEqualTo(10);
        assertThat(read.repairs).isEmpty();
    }

    @Test
    void shouldReadTreesAsDeepAsStacksGet() throws IOException {
        StringBuilder nested = new StringBuilder("{\"head\":");
        for (int i = 1; i <= 300; i++) {
            nested.append("{\"functionName\":\"f").append(i).append("\",\"url\":\"\",\"id\":")
                    .append(i).append(",\"children\":[");
        }
        nested.append("]}".repeat(300)).append(",\"samples\":[300],\"timestamps\":[1]}");
        ReadSlices read = read(nested.toString().getBytes(StandardCharsets.UTF_8));
        assertThat(read.one("f300").path()).hasSize(300);
    }

    @Test
    void shouldNotGoInCirclesWithTheNodes() throws IOException {
        ReadSlices read = read("""
                {"nodes":[{"id":1,"callFrame":{"functionName":"a"},"children":[2]},
                {"id":2,"callFrame":{"functionName":"b"},"children":[1]},
                {"id":3,"callFrame":{"functionName":"c"},"parent":3}],
                "startTime":0,"endTime":30,"samples":[1,2,3],"timeDeltas":[0,10,10]}
                """.getBytes(StandardCharsets.UTF_8));
        assertThat(read.totals().keySet()).hasSize(3);
        assertThat(read.repairs).containsEntry("nodes below themselves", 2L);
    }

    @Test
    void shouldReadWhatStandsBeforeACutWhereverItIs() throws IOException {
        byte[] file = profile("2,6,6,7,3,5", "100,100,100,100,-100,100");
        for (int length = 1; length < file.length; length++) {
            try (Capture capture = READER.read(
                    new BytesSource("cut", Arrays.copyOf(file, length)))) {
                capture.replay(new NestingCheck());
                assertThat(capture.repairs()).as("%d bytes", length)
                        .containsEntry("truncated", 1L);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"@shop/a.js,shop", "@shop,shop", "@citizen:/scripting/v8/main.js,citizen",
            "citizen:/scripting/v8/timer.js,citizen", "node:internal/timers,node",
            "file:///srv/fx/resources/[core]/[ox]/ox_lib/dist/a.js,ox_lib",
            "C:\\fx\\resources\\shop\\a.js,shop", "/usr/lib/a.js,", "resources/a.js,",
            "/x/resources/a.js,"})
    void shouldFindTheResourceOfAScript(String url, String resource) {
        assertThat(ScriptOwner.of(url)).isEqualTo(resource);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"traceEvents\":[]}", "[]", "{", "{}", "{\"nodes\":[]}",
            "{\"nodes\":[{\"id\":1}]}",
            "{\"head\":{\"callFrame\":{},\"selfSize\":0}}", "x", "{\"nodes\":3}"})
    void shouldLeaveOtherFilesToOtherReaders(String head) {
        assertThat(READER.recognises(head.getBytes(StandardCharsets.UTF_8))).isFalse();
    }

    @Test
    void shouldSayInOneSentenceWhatIsWrong() {
        assertThatThrownBy(() -> READER.read(new BytesSource("p", "{\"a\":1}".getBytes(
                StandardCharsets.UTF_8)))).isInstanceOf(MalformedTraceException.class)
                .hasMessage("p: at byte 6: expected a list \"nodes\" or an object \"head\"");
    }

    @Test
    void shouldTakeOrRefuseAnything() {
        List<Mutator> mutators = new ArrayList<>(Mutators.ofBytes());
        mutators.add(Mutators.words(Stream.of("\"parent\":2,", "-9e99", "18446744073709551615",
                "\"id\":1,", "[2,3]", "{}", "null", "\"children\":[1],", "\"head\":{",
                "\"timestamps\":[5],", "-2251799813685248")
                .map(word -> word.getBytes(StandardCharsets.UTF_8)).toList()));
        ReaderFuzz.Result result = new ReaderFuzz(READER,
                List.of(profile("2,6,6,7,3,5,4,2", "1,2,3,4,5,-6,7,8"),
                        "{\"head\":{\"functionName\":\"a\",\"id\":1,\"children\":[{\"id\":2}]},\"samples\":[1,2],\"timestamps\":[1,2]}"
                                .getBytes(StandardCharsets.UTF_8)),
                mutators).run(Duration.ofSeconds(4));
        assertThat(result.taken()).isPositive();
        assertThat(result.refused()).isPositive();
    }

    @Test
    void shouldTakeNoMoreChildrenThanNodesCanHave() throws IOException {
        int tooMany = 3;
        int all = (1 << 22) + tooMany;
        byte[] file = ("{\"nodes\":[{\"id\":1,\"callFrame\":{\"functionName\":\"a\"},\"children\":["
                + "2,".repeat(all - 1) + "2]}],\"samples\":[1],\"timeDeltas\":[5]}")
                .getBytes(StandardCharsets.UTF_8);
        assertThat(read(file).repairs).containsEntry("children beyond the limit", (long) tooMany);
    }
}
