package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The page of {@code fxprof serve}, used in a real browser beside a running simulation. */
class ServeIT {
    private static final Duration PAGE = Duration.ofSeconds(20);

    private static final String PARTIAL = "Partial: its end found no room in the flight recorder's "
            + "memory.";

    private static JsonNode use(Served served, Path shots, String... options) {
        return Viewers.use("serve.mjs", served.link(), List.of(options), shots);
    }

    @Test
    void shouldShowARunningServerInEveryView() {
        Path shots = Folders.fresh("serve-page-shots");
        long begun = System.nanoTime();
        try (Served served = Served.start("serve-page", "--simulate", "--control")) {
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(PAGE);
            JsonNode shown = use(served, shots, "--rows", "30");
            assertClean(shown);
            assertThat(shown.path("address").asString()).doesNotContain("token");
            assertResources(shown.path("resources"));
            assertThat(shown.path("chart").path("picked").asString()).startsWith("Tick ");
            assertThat(shown.path("chart").path("state").asString()).isEqualTo("paused");
            assertThat(shown.path("chart").path("zoomed").asBoolean()).isTrue();
            assertThat(shown.path("chart").path("range").asString()).isEqualTo("900");
            assertThat(shown.path("chart").path("width").asInt()).isGreaterThan(1000);
            assertFigures(shown.path("figures"));
            assertThat(shown.path("flame").path("frames").asInt()).isGreaterThan(50);
            assertThat(shown.path("flame").path("hits").asInt()).isPositive();
            assertThat(shown.path("flame").path("zoomed").asInt()).isEqualTo(3);
            assertThat(shown.path("running").get(0).asString()).isEqualTo("svMain");
            assertThat(shown.path("paused").asBoolean()).isTrue();
            assertThat(shown.path("link").path("view").asString()).isEqualTo("Flame graph");
            assertThat(shown.path("link").path("window").asString()).isEqualTo("1 min");
            assertCapture(shown, shots);
            assertCompared(shown.path("compare"));
            assertThat(served.interrupt()).isZero();
            assertThat(served.err()).doesNotContain("Exception");
        }
    }

    private static void assertClean(JsonNode shown) {
        assertThat(shown.path("console")).as(shown.path("console").toString()).isEmpty();
        assertThat(shown.path("requests")).as(shown.path("requests").toString()).isEmpty();
        assertThat(shown.path("dialogs").asInt()).isZero();
        assertThat(shown.path("strange").asInt()).isZero();
        for (JsonNode pixels : shown.path("overflow")) {
            assertThat(pixels.asInt()).isZero();
        }
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(one -> texts.add(one.asString()));
        return texts;
    }

    private static void assertResources(JsonNode resources) {
        assertThat(resources.path("all").size()).isGreaterThan(20);
        assertThat(texts(resources.path("up"))).isSorted().contains("inventory");
        assertThat(texts(resources.path("down")))
                .isSortedAccordingTo(java.util.Comparator.reverseOrder());
        assertThat(texts(resources.path("found"))).containsExactly("inventory");
    }

    /** A count on the page lies between those of the metrics before and after. */
    private static void assertFigures(JsonNode figures) {
        String before = figures.path("before").asString();
        String after = figures.path("after").asString();
        double hitches = number(figures.path("shown").path("hitches").asString());
        assertThat(hitches).isBetween(sum(before, "fxprof_hitches_total"),
                sum(after, "fxprof_hitches_total"));
        assertThat(number(figures.path("shown").path("drops").asString()))
                .isBetween(sum(before, "fxprof_dropped_records_total"),
                        sum(after, "fxprof_dropped_records_total"));
        assertThat(sum(after, "fxprof_tick_seconds_count"))
                .isGreaterThan(sum(before, "fxprof_tick_seconds_count"));
        assertThat(figures.path("shown").path("own").asString()).contains("of one core",
                "records lost");
    }

    private static double number(String shown) {
        return Double.parseDouble(shown.replace(",", ""));
    }

    private static double sum(String metrics, String family) {
        return metrics.lines().filter(line -> line.startsWith(family))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    private static void assertCapture(JsonNode shown, Path shots) {
        JsonNode profiler = shown.path("profiler");
        String file = profiler.path("capture").asString();
        assertThat(profiler.path("notice").asString())
                .contains(file.replace(".pftrace", ""));
        assertThat(profiler.path("perfetto").path("title").asString())
                .isEqualTo("fxprof " + file.replace(".pftrace", ""));
        assertThat(profiler.path("perfetto").path("bytes").asLong())
                .isEqualTo(Folders.size(shots.resolve(file)));
        JsonNode report = Command.fxprof("report", shots.resolve(file).toString(), "--json").run()
                .succeeded().json();
        List<String> names = new ArrayList<>();
        report.path("resources").forEach(row -> names.add(row.path("name").asString()));
        List<String> onPage = texts(shown.path("resources").path("up"));
        assertThat(names).containsAll(onPage);
        ServePageFigures.assertSame(shown.path("capture"), report);
        assertThat(shown.path("capture").path("told").asString()).startsWith("Capture of ")
                .endsWith("asked for on the page")
                .isEqualTo(shown.path("capture").path("linked").asString());
        assertThat(shown.path("capture").path("state").asString()).isEqualTo("capture");
        assertThat(shown.path("capture").path("after").asString()).isEqualTo("live");
    }

    private static void assertCompared(JsonNode compare) {
        assertThat(texts(compare.path("told"))).hasSize(2).allSatisfy(told -> assertThat(told)
                .contains(" ticks, from single spans."));
        assertThat(compare.path("ticks").size()).isEqualTo(4);
        assertThat(texts(compare.path("found"))).singleElement().asString()
                .startsWith("inventory");
        assertThat(compare.path("change").asString()).isEqualTo("descending");
        assertThat(texts(compare.path("names"))).hasSizeGreaterThan(20).isSorted();
        assertThat(compare.path("linked").path("told").size()).isEqualTo(2);
        assertThat(compare.path("linked").path("measure").asString()).isEqualTo("Self");
        assertThat(compare.path("overflow").asInt()).isZero();
    }

    @Test
    void shouldRunNothingThatANameHolds() {
        String name = "<img src=x onerror=alert(1)>";
        Path resources = Folders.fresh("serve-hostile-resources");
        Path hostile = resources.resolve(name);
        Folders.write(hostile.resolve("fxmanifest.lua"),
                "fx_version 'cerulean'\ngame 'gta5'\nserver_script 'main.lua'\n");
        Folders.write(hostile.resolve("main.lua"), """
                RegisterNetEvent('</script><script>alert(2)</script>')
                AddEventHandler('</script><script>alert(2)</script>', function()
                    local till = os.clock() + 0.2
                    while os.clock() < till do end
                end)
                CreateThread(function()
                    while true do
                        Wait(500)
                        Profiler.Begin('\\"><svg onload=alert(3)>')
                        TriggerEvent('</script><script>alert(2)</script>')
                        Profiler.End('\\"><svg onload=alert(3)>')
                    end
                end)
                """);
        for (int i = 0; i < 6; i++) {
            Path other = resources.resolve("inventory" + i);
            Folders.write(other.resolve("fxmanifest.lua"),
                    "fx_version 'cerulean'\ngame 'gta5'\nserver_script 'main.lua'\n");
            Folders.write(other.resolve("main.lua"), """
                    CreateThread(function()
                        while true do
                            Wait(0)
                            local sum = 0
                            for i = 1, 500 do sum = sum + i end
                            for i = 1, 30 do TriggerEvent('work') end
                        end
                    end)
                    AddEventHandler('work', function() end)
                    """);
        }
        try (Served served = Served.start("serve-hostile", "--simulate", resources.toString(),
                "--players", "0", "--console", "--recorder-memory", "1M")) {
            served.await("a hitch of it is known", () -> served
                    .json("/api/v1/hitches?server=simulation").toString().contains("alert(2)"));
            served.await("the flight recorder is short of memory", () -> served.metric(
                    "fxprof_recorder_forgotten_slices_total{server=\"simulation\"}") > 0);
            assertConsole(served);
            JsonNode shown = use(served, Folders.fresh("serve-hostile-shots"), "--search",
                    "alert");
            assertClean(shown);
            assertThat(texts(shown.path("resources").path("up"))).contains(name);
            assertThat(texts(shown.path("resources").path("found"))).containsExactly(name);
            assertThat(texts(shown.path("hitches").path("chain")).toString()).contains("alert(");
            assertThat(shown.path("hitches").path("picked").asString()).endsWith("a hitch");
            assertThat(shown.path("hitches").path("fromChart").asInt()).isPositive();
            assertThat(shown.path("flame").path("hits").asInt()).isPositive();
            assertThat(texts(shown.path("partial").path("list"))).contains(PARTIAL);
            assertThat(shown.path("partial").path("opened").asString()).startsWith("Partial: ");
        }
    }

    /** What is typed where it was started saves a capture, too. */
    private static void assertConsole(Served served) {
        served.type("save it");
        served.await("an answer", () -> served.out()
                .contains("fxprof: 'save it' is no command; expected capture"));
        served.type("capture nowhere");
        served.await("an answer", () -> served.out().contains("there is no server 'nowhere'"));
        served.type("capture");
        served.await("a capture is saved", () -> served.json("/api/v1/captures").toString()
                .contains("asked for on the console"));
        assertThat(served.out()).contains("the last seconds of simulation and the next are saved");
    }
}
