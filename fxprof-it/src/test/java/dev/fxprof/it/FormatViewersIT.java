package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fxprof.api.Capture;
import dev.fxprof.api.CaptureIdentity;
import dev.fxprof.api.ScriptRuntime;
import dev.fxprof.api.SpanKind;
import dev.fxprof.api.TraceTarget;
import dev.fxprof.api.TraceWriter;
import dev.fxprof.api.TraceWriterFactory;
import dev.fxprof.export.capture.CaptureBuilder;
import dev.fxprof.export.capture.ReadTrack;
import dev.fxprof.export.flamegraph.DifferentialFlameGraph;
import dev.fxprof.export.flamegraph.DifferentialFlameGraph.Comparison;
import dev.fxprof.export.flamegraph.FlameGraph;
import dev.fxprof.export.flamegraph.FlameGraphOptions;
import dev.fxprof.export.flamegraph.StackTotals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.ServiceLoader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class FormatViewersIT {
    private static final String[] NAMES = {"GET_ENTITY_COORDS", "</title><script>alert(1)</script>",
            "]]><img src=x onerror=alert(1)>", "\" onload=\"alert(1)", "ünïcödé \uD83D\uDE00",
            "a;b\nc", "&amp;", "\u202Eright to left"};

    @TempDir
    static Path folder;

    private static Capture capture;
    private static int slices;

    @BeforeAll
    static void make() throws IOException {
        CaptureBuilder builder = new CaptureBuilder("test");
        builder.processName("server <script>alert(1)</script>");
        Random random = new Random(7);
        for (String thread : new String[]{"svMain", "async worker 1 </svg>"}) {
            ReadTrack track = builder.track(thread);
            long now = 1_000;
            for (int tick = 0; tick < 200; tick++) {
                now = tick(builder, track, now, random) + 5_000;
            }
        }
        capture = builder.build();
    }

    private static long tick(CaptureBuilder builder, ReadTrack track, long start, Random random)
            throws IOException {
        long now = start;
        track.begin(builder.sites().intern("server", ScriptRuntime.ENGINE, SpanKind.TICK, "tick",
                "", 0), now);
        int depth = 1 + random.nextInt(5);
        for (int i = 0; i < depth; i++) {
            String resource = i < 3 ? "resource" + random.nextInt(3) : NAMES[random.nextInt(8)];
            track.begin(builder.sites().intern(resource, ScriptRuntime.LUA, SpanKind.EVENT,
                    NAMES[random.nextInt(8)], "@" + resource + "/s.lua", i), now);
            now += random.nextInt(900);
        }
        for (int i = 0; i <= depth; i++) {
            now += random.nextInt(400);
            track.end(now);
        }
        slices += depth + 1;
        return now;
    }

    @AfterAll
    static void close() {
        capture.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"speedscope", "speedscope-sampled"})
    void shouldShowTheSameSlicesInSpeedscopeWithoutAWarning(String format) throws IOException {
        Path file = write(format, format + ".json");
        JsonNode shown = Viewers.run("speedscope.mjs", file, "--screenshots", screenshots());
        assertThat(shown.path("ok").asBoolean()).as(shown.toPrettyString()).isTrue();
        assertThat(shown.path("profiles").asInt()).isEqualTo(2);
        if (format.equals("speedscope")) {
            assertThat(shown.path("slices").asInt()).isEqualTo(slices);
        }
    }

    @Test
    void shouldSearchZoomAndWalkInAFlameGraphThatIsAFile() throws IOException {
        check(Viewers.run("flamegraph.mjs", write("flamegraph", "graph.svg"), "--search",
                "get_entity", "--screenshots", screenshots()));
    }

    @Test
    void shouldDoSoInAPageWithAStrictPolicy() throws IOException {
        StringBuilder page = new StringBuilder("<!doctype html><meta charset=utf-8><meta "
                + "http-equiv=Content-Security-Policy content=\"default-src 'none'; script-src ")
                .append(FlameGraph.scriptHash()).append("; style-src ")
                .append(FlameGraph.styleHash()).append("\"><title>two graphs</title><main>");
        FlameGraph graph = FlameGraph.of(capture);
        graph.write(FlameGraphOptions.DEFAULT.inPage().titled("</main><b>"), page);
        graph.write(FlameGraphOptions.DEFAULT.inPage().of("resource1").inverted(true), page);
        check(Viewers.run("flamegraph.mjs",
                Files.writeString(folder.resolve("page.html"), page.append("</main>")), "--search",
                "get_entity", "--dark", "--screenshots", screenshots()));
    }

    @Test
    void shouldOpenAComparisonOfTwoRecordings() throws IOException {
        StackTotals totals = StackTotals.of(capture);
        StringBuilder svg = new StringBuilder();
        DifferentialFlameGraph.write(new StackTotals(capture.sites()), totals,
                new Comparison(false, true), FlameGraphOptions.DEFAULT, svg);
        check(Viewers.run("flamegraph.mjs",
                Files.writeString(folder.resolve("difference.svg"), svg), "--search",
                "get_entity"));
    }

    private static void check(JsonNode shown) {
        String all = shown.toPrettyString();
        for (String silent : new String[]{"errors", "warnings", "dialogs", "requests"}) {
            assertThat(shown.path(silent)).as(all).isEmpty();
        }
        int frames = shown.at("/start/frames").asInt();
        assertThat(frames).as(all).isGreaterThan(20);
        assertThat(shown.at("/start/overflow").asInt()).as(all).isZero();
        assertThat(shown.at("/searched/found").asInt()).as(all).isPositive();
        assertThat(shown.at("/searched/matched").asString()).matches("matched: \\d+\\.\\d\\d %");
        assertThat(shown.at("/zoomed/frames").asInt()).as(all).isBetween(3, frames - 1);
        assertThat(shown.at("/zoomed/focused").asString()).as(all)
                .isNotEqualTo(shown.at("/walked/focused").asString());
        assertThat(shown.at("/reset/frames").asInt()).isEqualTo(frames);
        assertThat(shown.at("/reset/matched").asString()).isEmpty();
    }

    private static String screenshots() {
        return Path.of("target", "viewers").toAbsolutePath().toString();
    }

    private static Path write(String format, String name) throws IOException {
        TraceWriterFactory factory = ServiceLoader.load(TraceWriterFactory.class).stream()
                .map(ServiceLoader.Provider::get).filter(f -> f.format().equals(format)).findFirst()
                .orElseThrow();
        try (TraceWriter writer = factory.open(new TraceTarget(folder, name, capture.sites(),
                capture.processName(), 0, true, CaptureIdentity.NONE))) {
            capture.replay(writer);
        }
        return folder.resolve(name);
    }
}
