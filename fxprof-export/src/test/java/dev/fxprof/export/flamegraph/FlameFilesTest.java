package dev.fxprof.export.flamegraph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fxprof.api.Capture;
import dev.fxprof.api.MalformedTraceException;
import dev.fxprof.export.CaptureFacts;
import dev.fxprof.export.Conversion;
import dev.fxprof.export.RandomCapture;
import dev.fxprof.export.capture.TraceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FlameFilesTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"collapsed,x.collapsed", "flamegraph,x.svg"})
    void shouldReadBackTheSelfTimeOfEachStack(String format, String name) throws IOException {
        for (int seed = 0; seed < 8; seed++) {
            try (Capture capture = RandomCapture.of(seed, 4, 60)) {
                Path file = Conversion.write(capture, format, folder.resolve(name));
                try (Capture read = TraceFile.read(file)) {
                    assertThat(read.format()).isEqualTo(format);
                    assertThat(StackTotalsTest.selfTimes(StackTotals.of(read)))
                            .isEqualTo(StackTotalsTest.selfTimes(StackTotals.of(capture)));
                    assertThat(read.repairs()).isEmpty();
                }
            }
        }
        assertThat(folder.toFile().list()).containsExactly(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"collapsed", "flamegraph"})
    void shouldWriteACaptureWithoutSlices(String format) throws IOException {
        try (Capture capture = RandomCapture.of(1, 1, 0)) {
            Path file = Conversion.write(capture, format, folder.resolve("empty"));
            assertThat(file).exists();
        }
    }

    @Test
    void shouldLayStacksEndToEndAndMergeWhatTheyBeginWith() throws IOException {
        try (Capture read = read("a;b 5\na;b;c 3\na;d 2\n\ne 7\n")) {
            CaptureFacts facts = CaptureFacts.of(read);
            assertThat(facts.slicesByThread).containsOnlyKeys("all");
            assertThat(facts.slicesByThread.get("all").getFirst())
                    .extracting(CaptureFacts.Slice::site, CaptureFacts.Slice::start,
                            CaptureFacts.Slice::end, CaptureFacts.Slice::self)
                    .containsExactly(row("a", 0, 10, 0), row("b", 0, 8, 5), row("c", 5, 8, 3),
                            row("d", 8, 10, 2), row("e", 10, 17, 7));
        }
    }

    private static org.assertj.core.groups.Tuple row(String name, long start, long end, long self) {
        return org.assertj.core.groups.Tuple.tuple(
                "unknown|engine|function|" + name + "||0", start, end, self);
    }

    @Test
    void shouldReadWhatOtherProfilersWrite() throws IOException {
        String perf = "java-4711/4712;[unknown];std::vector<int, a b>::push_back(int&&) const_[i];"
                + "read_[k] 12\r\njava-4711/4712;operator new[](unsigned long) 3.6\r\n";
        try (Capture read = read(perf)) {
            assertThat(StackTotalsTest.selfTimes(StackTotals.of(read))).isEqualTo(Map.of(
                    "[all];java-4711/4712 (unknown);[unknown] (unknown);"
                            + "std::vector<int, a b>::push_back(int&&) const (unknown);read (unknown)",
                    12L, "[all];java-4711/4712 (unknown);operator new[](unsigned long) (unknown)",
                    4L));
        }
        String async = "[main tid=7];java/lang/Thread.run_[j];a.B.lambda$x$0_[0] 5\n"
                + "[GC Thread#0 tid=9];GCTask 2";
        try (Capture read = read(async)) {
            assertThat(StackTotalsTest.selfTimes(StackTotals.of(read))).isEqualTo(Map.of(
                    "[main tid=7];java/lang/Thread.run (unknown);a.B.lambda$x$0 (unknown)", 5L,
                    "[GC Thread#0 tid=9];GCTask (unknown)", 2L));
        }
    }

    @Test
    void shouldRefuseTheCountsOfTwoRecordings() {
        assertThatThrownBy(() -> read("a;b 5 7\na;c 0 3\n"))
                .isInstanceOf(MalformedTraceException.class).hasMessageContaining("two counts");
    }

    @Test
    void shouldTakeNamesThatEndWithANumberUnlessAllDo() throws IOException {
        try (Capture read = read("a;worker 5 7\na;c 3\n")) {
            assertThat(StackTotalsTest.selfTimes(StackTotals.of(read)))
                    .containsEntry("[all];a (unknown);worker 5 (unknown)", 7L);
        }
    }

    @Test
    void shouldNameThePlaceOfALineThatIsNoStack() throws IOException {
        Path file = folder.resolve("bad.collapsed");
        Files.writeString(file, "a;b 5\n".repeat(9) + "a;b\n");
        assertThatThrownBy(() -> TraceFile.read(file)).isInstanceOf(MalformedTraceException.class)
                .hasMessage(file + ": at byte 54: expected frames with ; between them, then a blank"
                        + " and a count");
    }

    @Test
    void shouldRefuseCountsBeyondAllClocks() {
        String line = "a 999999999999999999\n";
        assertThatThrownBy(() -> read(line + line)).isInstanceOf(MalformedTraceException.class)
                .hasMessageContaining("add up to more than");
    }

    @Test
    void shouldRefuseAFlameGraphThatIsCutOffWithinItsStacks() throws IOException {
        String whole = graph();
        int from = whole.indexOf("<metadata") + 100;
        int end = whole.indexOf("</metadata>");
        for (int cut = from; cut < end; cut += Math.max(1, (end - from) / 50)) {
            Path file = folder.resolve("cut.svg");
            Files.writeString(file, whole.substring(0, cut));
            assertThatThrownBy(() -> TraceFile.read(file).close())
                    .isInstanceOf(MalformedTraceException.class)
                    .hasMessageContaining("cut off or damaged");
        }
    }

    @Test
    void shouldReadAFlameGraphThatIsCutOffBehindItsStacks() throws IOException {
        String whole = graph();
        Path file = folder.resolve("cut.svg");
        Files.writeString(file, whole.substring(0, whole.indexOf("</metadata>") + 200));
        try (Capture read = TraceFile.read(file)) {
            assertThat(StackTotals.of(read).totalNanos()).isPositive();
        }
    }

    @Test
    void shouldRefuseAFlameGraphWhoseStacksWereChanged() throws IOException {
        Path file = folder.resolve("changed.svg");
        String whole = graph();
        int line = whole.indexOf('\n', whole.indexOf("<metadata"));
        Files.writeString(file,
                whole.substring(0, line) + whole.substring(whole.indexOf('\n', line + 1)));
        assertThatThrownBy(() -> TraceFile.read(file)).isInstanceOf(MalformedTraceException.class)
                .hasMessageMatching(".*the stacks of the flame graph take \\d+ ns, expected \\d+");
    }

    @Test
    void shouldRefuseDrawingsThatCarryNoStacks() throws IOException {
        Path file = folder.resolve("other.svg");
        Files.writeString(file, "<?xml version=\"1.0\"?><!DOCTYPE svg [<!ENTITY a SYSTEM "
                + "\"file:///etc/passwd\">]><svg xmlns=\"http://www.w3.org/2000/svg\"><g/></svg>");
        assertThatThrownBy(() -> TraceFile.read(file)).isInstanceOf(MalformedTraceException.class)
                .hasMessageContaining("carries no stacks");
        try (Capture capture = RandomCapture.of(1, 1, 20)) {
            StackTotals totals = StackTotals.of(capture);
            StringBuilder svg = new StringBuilder();
            DifferentialFlameGraph.write(totals, totals,
                    new DifferentialFlameGraph.Comparison(false, false), FlameGraphOptions.DEFAULT,
                    svg);
            Files.writeString(file, svg);
        }
        assertThatThrownBy(() -> TraceFile.read(file)).isInstanceOf(MalformedTraceException.class)
                .hasMessageContaining("compares two recordings");
    }

    private String graph() throws IOException {
        try (Capture capture = RandomCapture.of(3, 2, 50)) {
            return Files
                    .readString(Conversion.write(capture, "flamegraph", folder.resolve("g.svg")));
        }
    }

    private Capture read(String content) throws IOException {
        Path file = folder.resolve("stacks.txt");
        Files.writeString(file, content);
        return TraceFile.read(file);
    }
}
