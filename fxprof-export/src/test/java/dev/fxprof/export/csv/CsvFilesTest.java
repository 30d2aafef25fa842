package dev.fxprof.export.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fxprof.api.Capture;
import dev.fxprof.api.MalformedTraceException;
import dev.fxprof.export.CaptureFacts;
import dev.fxprof.export.Conversion;
import dev.fxprof.export.RandomCapture;
import dev.fxprof.export.TestBatch;
import dev.fxprof.export.TestSites;
import dev.fxprof.export.capture.TraceFile;
import dev.fxprof.api.CaptureIdentity;
import dev.fxprof.api.ScriptRuntime;
import dev.fxprof.api.SpanKind;
import dev.fxprof.api.TraceTarget;
import dev.fxprof.api.TraceWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvFilesTest {
    private static final String HEADER = "track,thread,resource,runtime,kind,name,file,line,depth,"
            + "span_id,parent_span_id,start_ns,end_ns,duration_ns,self_ns,source,calls,flags\n";

    @TempDir
    Path folder;

    @Test
    void shouldReadBackAllThatItWrote() throws IOException {
        for (int seed = 0; seed < 8; seed++) {
            try (Capture capture = RandomCapture.of(seed, 4, 60)) {
                Path file = Conversion.write(capture, "csv", folder.resolve("x.csv"));
                try (Capture read = TraceFile.read(file)) {
                    CaptureFacts expected = CaptureFacts.of(capture);
                    CaptureFacts found = CaptureFacts.of(read);
                    assertThat(read.format()).isEqualTo("csv");
                    assertThat(found.firstDifference(expected)).isEmpty();
                    assertThat(found.totalsByName).isEqualTo(expected.totalsByName);
                    assertThat(found.spans).isEqualTo(expected.spans);
                    assertThat(read.repairs()).isEmpty();
                }
            }
        }
        assertThat(folder.toFile().list()).containsExactly("x.csv");
    }

    @Test
    void shouldWriteOneLineASlice() throws IOException {
        TestSites sites = new TestSites();
        int formula = sites.intern("=1+1", ScriptRuntime.LUA, SpanKind.EVENT, "'say \"hi\", you",
                "@a/b.lua", 7);
        assertThat(write(sites, new TestBatch(1).open(sites.tick(), 1, 0)
                .leaf(formula, 2, 10, 25).player(3).unfinished().continued().close(100)))
                .isEqualTo(HEADER + "1,svMain,server,engine,tick,tick,,,0,1,,0,100,100,85,,1,\n"
                        + "1,svMain,\"'=1+1\",lua,event,\"''say \"\"hi\"\", you\",\"'@a/b.lua\",7,1,2,1,"
                        + "10,25,15,15,3,1,continued unfinished\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\uFF1D1"})
    void shouldLetNoNameBecomeAFormula(String name) throws IOException {
        TestSites sites = new TestSites();
        String csv = write(sites, new TestBatch(1).leaf(sites.event("voice", name), 1, 0, 1));
        assertThat(csv).contains(",\"'" + name + "\",");
        try (Capture read = read(csv)) {
            assertThat(read.sites().site(1).name()).isEqualTo(name);
        }
    }

    @Test
    void shouldTakeColumnsAndRowsInAnyOrder() throws IOException {
        try (Capture read = read("comment;start_ns;name;duration_ns\r\n\"a\nb\";10;inner;5\r\n"
                + "\r\n;0;outer;100\r\n;15;inner;5\r\n")) {
            CaptureFacts facts = CaptureFacts.of(read);
            assertThat(facts.slicesByThread.get("all").getFirst())
                    .extracting(CaptureFacts.Slice::site, CaptureFacts.Slice::depth,
                            CaptureFacts.Slice::self)
                    .containsExactly(row("outer", 0, 90), row("inner", 1, 5), row("inner", 1, 5));
        }
    }

    private static org.assertj.core.groups.Tuple row(String name, int depth, long self) {
        return org.assertj.core.groups.Tuple.tuple("unknown|engine|function|" + name + "||0",
                depth, self);
    }

    @Test
    void shouldNestSortedTablesByTheirTimes() throws IOException {
        try (Capture capture = RandomCapture.of(5, 2, 40)) {
            Path file = Conversion.write(capture, "csv", folder.resolve("x.csv"));
            List<String> lines = new ArrayList<>(List.of(split(Files.readString(file))));
            String header = lines.removeFirst();
            Collections.shuffle(lines, new Random(1));
            try (Capture read = read(header + "\n" + String.join("\n", lines))) {
                CaptureFacts found = CaptureFacts.of(read);
                CaptureFacts expected = CaptureFacts.of(capture);
                assertThat(found.spans).isEqualTo(expected.spans);
                assertThat(found.slices).isEqualTo(expected.slices);
                assertThat(found.totalsByName).isEqualTo(expected.totalsByName);
                assertThat(read.repairs()).isEmpty();
            }
        }
    }

    /** Line ends within quotes end no line. */
    private static String[] split(String csv) {
        return csv.split("\n(?=\\d+,|$)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "track,name,start_ns\\n1,a,5\\n|expected the columns name, start_ns and one of",
            "name,start_ns,end_ns\\na,0,5\\nb,1\\nc,2,3\\n|at byte 27: the row has 2 cells, expected 3",
            "name,start_ns,end_ns\\na,x y,5\\n|at byte 21: the column start_ns holds \"x y\", expected a whole number",
            "name,start_ns,end_ns,flags\\na,0,5,odd\\n|the flag \"odd\" is unknown; expected below_left_out, continued"})
    void shouldNameThePlaceOfWhatIsWrong(String content, String problem) {
        assertThatThrownBy(() -> read(content.replace("\\n", "\n")))
                .isInstanceOf(MalformedTraceException.class)
                .hasMessageStartingWith(folder.resolve("x.csv") + ": at byte ")
                .hasMessageContaining(problem);
    }

    @Test
    void shouldKeepTheRowsBeforeTheCut() throws IOException {
        String whole = "name,start_ns,end_ns\n\"a\",0,5\n\"b\",10,15\n";
        for (String cut : List.of("\"b\",10,", "\"b\",1", "\"b", "\"")) {
            try (Capture read = read(whole.substring(0, whole.indexOf("\"b\"")) + cut)) {
                assertThat(CaptureFacts.of(read).slices).as(cut)
                        .isEqualTo(cut.endsWith(",") ? 2 : 1);
            }
        }
        try (Capture read = read("name,start_ns,end_ns\na,0,5\nb,1")) {
            assertThat(read.repairs()).containsExactly(org.assertj.core.api.Assertions
                    .entry("truncated", 1L));
        }
    }

    @Test
    void shouldCountTimesThatNoClockReaches() throws IOException {
        try (Capture read = read("name,start_ns,end_ns,depth\na,0,10,0\nb,1,9223372036854775807,1\n"
                + "c,2,5,1\nd,-9223372036854775808,5,0\n")) {
            CaptureFacts facts = CaptureFacts.of(read);
            assertThat(facts.slices).isEqualTo(2);
            assertThat(read.repairs()).containsExactly(org.assertj.core.api.Assertions
                    .entry("times out of range", 2L));
        }
        try (Capture read = read(
                "name,start_ns,duration_ns\na,5,10\nb,7,9223372036854775807\nc,9,-2\n")) {
            assertThat(CaptureFacts.of(read).slices).isEqualTo(2);
            assertThat(read.repairs()).containsOnlyKeys("times out of range",
                    "negative durations").doesNotContainValue(2L);
        }
    }

    private String write(TestSites sites, TestBatch batch) throws IOException {
        Path file = folder.resolve("x.csv");
        TraceTarget target = new TraceTarget(folder, "x.csv", sites, "server", 0, true,
                CaptureIdentity.NONE);
        try (TraceWriter writer = Conversion.factory("csv").open(target)) {
            writer.track(1, "svMain");
            writer.accept(batch);
        }
        return Files.readString(file);
    }

    private Capture read(String content) throws IOException {
        Path file = folder.resolve("x.csv");
        Files.writeString(file, content);
        return TraceFile.read(file);
    }
}
