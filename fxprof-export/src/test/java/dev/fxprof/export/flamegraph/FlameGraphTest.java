package dev.fxprof.export.flamegraph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.fxprof.api.Capture;
import dev.fxprof.api.ScriptRuntime;
import dev.fxprof.api.SpanKind;
import dev.fxprof.api.TraceTarget;
import dev.fxprof.api.TraceWriter;
import dev.fxprof.export.Conversion;
import dev.fxprof.export.RandomCapture;
import dev.fxprof.export.TestBatch;
import dev.fxprof.export.TestSites;
import dev.fxprof.export.capture.TraceFile;
import dev.fxprof.export.flamegraph.DifferentialFlameGraph.Comparison;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class FlameGraphTest {
    private static final FlameGraphOptions OPTIONS = FlameGraphOptions.DEFAULT;

    private final TestSites sites = new TestSites();

    private record Drawn(String label, double x, double y, double width, String fill,
            String details) {
        double right() {
            return x + width;
        }
    }

    @Test
    void shouldDrawFramesAsWideAsTheirTimeWithinTheirParents() throws IOException {
        Map<String, Drawn> frames = drawn(OPTIONS, server());
        assertThat(frames.keySet()).containsExactlyInAnyOrder("all", "[svMain]", "tick (server)",
                "voice", "a (voice)", "weather", "b (weather)", "c (voice)");
        Drawn all = frames.get("all");
        assertThat(all.width).isEqualTo(1180);
        assertThat(frames.get("voice").width).isEqualTo(236);
        assertThat(frames.get("weather").width).isEqualTo(472);
        assertThat(frames.get("weather").x).isLessThan(frames.get("voice").x);
        Drawn call = frames.get("c (voice)");
        Drawn caller = frames.get("b (weather)");
        assertThat(call.x).isBetween(caller.x, caller.right());
        assertThat(call.y).isLessThan(caller.y);
        assertThat(caller.y).isLessThan(all.y);
        assertThat(caller.details).isEqualTo("400 ns (40.00 %), 300 ns itself, 1 call");
    }

    @Test
    void shouldTurnTheRootUp() throws IOException {
        Map<String, Drawn> frames = drawn(OPTIONS.inverted(true), server());
        assertThat(frames.get("c (voice)").y).isGreaterThan(frames.get("b (weather)").y);
        assertThat(frames.get("b (weather)").y).isGreaterThan(frames.get("all").y);
    }

    @Test
    void shouldShowTheCallsOfOneResourceAloneFromWhereverTheyAre() throws IOException {
        Map<String, Drawn> frames = drawn(OPTIONS.of("voice"), server());
        assertThat(frames.keySet()).containsExactlyInAnyOrder("voice", "a (voice)", "c (voice)");
        assertThat(frames.get("voice").details).isEqualTo("300 ns (100.00 %)");
    }

    @Test
    void shouldColourByResource() throws IOException {
        Map<String, Drawn> all = drawn(OPTIONS, server());
        Map<String, Drawn> one = drawn(OPTIONS.of("voice"), server());
        assertThat(all.get("a (voice)").fill).isEqualTo(one.get("a (voice)").fill)
                .isNotEqualTo(all.get("b (weather)").fill);
    }

    @Test
    void shouldCountWhatIsTooNarrowToBeDrawn() throws IOException {
        StackTotals totals = new StackTotals(sites);
        totals.track(1, "svMain");
        totals.accept(new TestBatch(1).leaf(sites.event("voice", "long"), 1, 0, 10_000_000));
        for (int i = 0; i < 50; i++) {
            totals.accept(new TestBatch(1).leaf(sites.event("voice", "short" + i), 2 + i,
                    10_000_000 + i * 100, 10_000_000 + i * 100 + 80));
        }
        Map<String, Drawn> frames = drawn(OPTIONS, totals);
        assertThat(frames.keySet()).containsExactlyInAnyOrder("all", "[svMain]", "voice",
                "long (voice)");
        assertThat(svg(OPTIONS, totals)).contains(
                "50 frames below 834 ns not drawn; together 0.04 % of the width.");
        assertThat(drawn(OPTIONS.minimumWidth(0.001), totals)).hasSize(54);
    }

    @Test
    void shouldDrawNoMoreFramesThanABrowserCanTake() throws IOException {
        StackTotals totals = new StackTotals(sites);
        totals.track(1, "svMain");
        for (int i = 0; i < 25_000; i++) {
            totals.accept(new TestBatch(1).leaf(sites.event("r" + i % 7, "e" + i), i + 1,
                    i * 1000L, i * 1000L + 100 + i % 400));
        }
        assertThat(drawn(OPTIONS.minimumWidth(0.001), totals)).hasSizeBetween(15_000, 20_000);
    }

    @Test
    void shouldStayWellFormedAndInertWhateverNamesHold() throws IOException {
        try (Capture capture = RandomCapture.of(11, 3, 200)) {
            String svg = svg(OPTIONS.titled("</svg><script>alert(1)</script>]]>\u0000"),
                    StackTotals.of(capture));
            assertThat(parse(svg).getElementsByTagName("script").getLength()).isEqualTo(1);
            assertThat(svg).doesNotContain("<script>alert").doesNotContain("onload=alert(1)>")
                    .doesNotContainPattern("\\son\\w+=\"").doesNotContain("style=\"")
                    .doesNotContain("javascript:").doesNotContain("\u202E");
            assertThat(svg.replaceAll("http://www.w3.org/(2000/svg|1999/xhtml)", ""))
                    .doesNotContain("http");
        }
    }

    @Test
    void shouldShowWhatGrewAndWhatShrank() throws IOException {
        StackTotals before = totals(
                Map.of("same", 500L, "grew", 100L, "shrank", 300L, "gone", 100L));
        StackTotals after = totals(Map.of("same", 500L, "grew", 400L, "shrank", 100L));
        Map<String, Drawn> frames = drawn(
                differential(before, after, new Comparison(false, false)));
        assertThat(frames).doesNotContainKey("gone (voice)");
        assertThat(differential(before, after, new Comparison(false, false))).contains(
                "Widths are those after: 1.00 µs; 1 frame of the other recording only, shown in"
                        + " the other graph.");
        assertThat(frames.get("grew (voice)").width).isEqualTo(472);
        assertThat(frames.get("grew (voice)").fill).isEqualTo("#ff6e6e");
        assertThat(frames.get("shrank (voice)").fill).isEqualTo("#859efc");
        assertThat(frames.get("same (voice)").fill).isEqualTo("#ececec");
        assertThat(frames.get("grew (voice)").details).isEqualTo("before 100 ns, after 400 ns"
                + " (+300 ns); itself 100 ns, 400 ns (+300 ns)");
        Map<String, Drawn> mirrored = drawn(
                differential(before, after, new Comparison(true, false)));
        assertThat(mirrored.get("gone (voice)").width).isEqualTo(118);
        assertThat(mirrored.get("gone (voice)").fill).endsWith("f7");
        assertThat(mirrored.get("grew (voice)").width).isEqualTo(118);
        assertThat(mirrored.get("grew (voice)").fill).isEqualTo("#ff6e6e");
    }

    @Test
    void shouldCompareRecordingsOfDifferentLengthByTheirShares() throws IOException {
        StackTotals before = totals(Map.of("a", 100L, "b", 300L));
        StackTotals after = totals(Map.of("a", 1000L, "b", 3000L));
        Map<String, Drawn> frames = drawn(differential(before, after, new Comparison(false, true)));
        assertThat(frames.get("a (voice)").fill).isEqualTo("#ececec");
        assertThat(frames.get("b (voice)").fill).isEqualTo("#ececec");
        frames = drawn(differential(before, after, new Comparison(false, false)));
        assertThat(frames.get("b (voice)").fill).isEqualTo("#ff6e6e");
    }

    @Test
    void shouldWriteAGraphForEachResourceIntoAFolder(@TempDir Path folder) throws IOException {
        int odd = sites.intern("../a:b", ScriptRuntime.LUA, SpanKind.EVENT, "e", "", 0);
        int same = sites.intern("___a_b", ScriptRuntime.LUA, SpanKind.EVENT, "e", "", 0);
        TraceWriter writer = Conversion.factory("flamegraph")
                .open(new TraceTarget(folder, sites, "server", 0, true));
        try (writer) {
            writer.track(1, "svMain");
            writer.accept(new TestBatch(1).open(sites.tick(), 1, 0).leaf(odd, 2, 0, 50)
                    .leaf(same, 3, 50, 90).leaf(sites.event("voice", "e"), 4, 90, 100).close(100));
        }
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("flamegraph.svg",
                "flamegraph.___a_b.svg", "flamegraph.___a_b.2.svg", "flamegraph.voice.svg");
        assertThat(writer.files()).hasSize(4).allMatch(Files::exists);
        try (Capture read = TraceFile.read(folder.resolve("flamegraph.voice.svg"))) {
            assertThat(StackTotalsTest.selfTimes(StackTotals.of(read)))
                    .isEqualTo(Map.of("[voice];e (voice)", 10L));
        }
    }

    @Test
    void shouldRefuseWidthsThatNoOneCanSee() {
        assertThatIllegalArgumentException().isThrownBy(() -> OPTIONS.minimumWidth(0));
        assertThatIllegalArgumentException().isThrownBy(() -> OPTIONS.minimumWidth(Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(
                () -> new FlameGraphOptions("", "", false, 20_000, 1, true, true));
    }

    /** A tick of 600 ns with 100 for a, 400 for b of which 100 for c; then 400 beside it. */
    private StackTotals server() {
        StackTotals totals = new StackTotals(sites);
        totals.track(1, "svMain");
        totals.accept(new TestBatch(1).open(sites.tick(), 1, 0)
                .leaf(sites.event("voice", "a"), 2, 0, 200)
                .open(sites.event("weather", "b"), 3, 200)
                .leaf(sites.function("voice", "c"), 4, 300, 400).close(600).close(1000));
        return totals;
    }

    private StackTotals totals(Map<String, Long> times) {
        StackTotals totals = new StackTotals(sites);
        totals.track(1, "svMain");
        long now = 0;
        for (var time : times.entrySet()) {
            totals.accept(new TestBatch(1).leaf(sites.event("voice", time.getKey()), now + 1, now,
                    now += time.getValue()));
        }
        return totals;
    }

    private static String svg(FlameGraphOptions options, StackTotals totals) throws IOException {
        StringBuilder svg = new StringBuilder();
        FlameGraph.svg(totals, options, svg);
        return svg.toString();
    }

    private static String differential(StackTotals before, StackTotals after,
            Comparison comparison) throws IOException {
        StringBuilder svg = new StringBuilder();
        DifferentialFlameGraph.write(before, after, comparison, OPTIONS, svg);
        return svg.toString();
    }

    private static Map<String, Drawn> drawn(FlameGraphOptions options, StackTotals totals)
            throws IOException {
        return drawn(svg(options, totals));
    }

    private static Map<String, Drawn> drawn(String svg) {
        Map<String, Drawn> frames = new HashMap<>();
        for (Element group : elements(parse(svg).getDocumentElement(), "g")) {
            if (group.getAttribute("class").equals("fxfg-f")) {
                String title = elements(group, "title").getFirst().getTextContent();
                Element rect = elements(group, "rect").getFirst();
                String label = title.substring(0, title.indexOf('\n'));
                frames.put(label, new Drawn(label, number(rect, "x"), number(rect, "y"),
                        number(rect, "width"), rect.getAttribute("fill"),
                        title.substring(title.indexOf('\n') + 1)));
            }
        }
        return frames;
    }

    private static double number(Element element, String attribute) {
        return Double.parseDouble(element.getAttribute(attribute));
    }

    private static List<Element> elements(Element in, String name) {
        NodeList found = in.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            elements.add((Element) found.item(i));
        }
        return elements;
    }

    private static Document parse(String xml) {
        try {
            return DocumentBuilderFactory.newInstance().newDocumentBuilder()
                    .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
