package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The page of a report as a browser shows it from disk, without a network. */
class ReportPageIT {
    private static JsonNode open(Path capture, String name, String... options) {
        Path page = Folders.fresh(name).resolve("page.html");
        Command.Result result = Command.fxprof("report", capture.toString(), "--html",
                page.toString()).and(options).run().succeeded();
        assertThat(result.out()).contains("page: " + page);
        assertThat(Folders.names(page.getParent())).containsExactly("page.html");
        JsonNode shown = Viewers.report(page, "--search", "inventory", "--screenshots",
                Path.of("target", "report", name).toAbsolutePath().toString());
        assertThat(shown.path("console")).as(shown.path("console").toString()).isEmpty();
        assertThat(shown.path("requests")).isEmpty();
        assertThat(shown.path("dialogs").asInt()).isZero();
        assertThat(shown.path("strange").asInt()).isZero();
        for (JsonNode pixels : shown.path("overflow")) {
            assertThat(pixels.asInt()).isZero();
        }
        return shown;
    }

    private static List<String> names(JsonNode table) {
        List<String> names = new ArrayList<>();
        table.path("rows").forEach(row -> names.add(row.get(0).asString()));
        return names;
    }

    @Test
    void shouldShowSortAndSearchARealCapture() {
        ShortRun run = ShortRun.get();
        JsonNode shown = open(run.folder.resolve("profiler_trace.json"), "report-page");
        JsonNode resources = shown.path("tables").get(0);
        assertThat(resources.path("title").asString()).isEqualTo("Resources");
        List<String> heaviest = new ArrayList<>();
        for (JsonNode row : run.json.path("resourceTable")) {
            heaviest.add(row.path("name").asString());
        }
        assertThat(names(resources)).isEqualTo(heaviest.subList(0, 12));
        JsonNode up = shown.path("sorted").path("up");
        assertThat(up.path("sort").get(0).asString()).isEqualTo("ascending");
        assertThat(names(up)).isSorted();
        JsonNode down = shown.path("sorted").path("down");
        assertThat(down.path("sort").get(0).asString()).isEqualTo("descending");
        assertThat(names(down)).isSortedAccordingTo(Comparator.reverseOrder())
                .doesNotContainAnyElementsOf(names(up));
        assertThat(shown.path("foundTables").get(0).path("rows").asInt()).isEqualTo(1);
        assertThat(shown.path("frames").asInt()).isGreaterThan(100);
        assertThat(shown.path("themes")).hasSize(2);
        assertThat(shown.path("themes").get(0)).isNotEqualTo(shown.path("themes").get(1));
    }

    @Test
    void shouldLeadFromTheTimeLineToTheChainOfASlowTick() {
        ShortRun run = ShortRun.get();
        JsonNode shown = open(run.folder.resolve("profiler_trace.json"), "report-line",
                "--hitch", "1");
        JsonNode line = shown.path("timeLine");
        assertThat(line.path("points").asInt()).isEqualTo(60);
        assertThat(line.path("width").asInt()).isGreaterThan(1000);
        assertThat(line.path("stepped").asString()).startsWith("Tick 1 took ");
        assertThat(line.path("slow").asString()).contains("Its way down to ");
        assertThat(line.path("openChains").get(0).asString()).isEqualTo("tickserver");
        assertThat(shown.path("clicked").asInt()).isEqualTo(1);
    }

    @Test
    void shouldRunNothingThatANameHolds() {
        String script = "</script><script>alert(1)</script><img src=x onerror=alert(2)>";
        String turned = "\u202Egnp.\u2066exe";
        ArrayNode events = JsonMapper.shared().createArrayNode();
        events.addObject().put("ph", "M").put("pid", 1).put("name", "process_name")
                .putObject("args").put("name", script);
        events.addObject().put("ph", "M").put("pid", 1).put("tid", 1).put("name", "thread_name")
                .putObject("args").put("name", "<!--<script>" + turned);
        slice(events, "tick", "server", "tick", 0, 200_000);
        slice(events, script, script, "event", 10, 150_000);
        slice(events, turned, "\u2028\u2029\u0000\u001b[31m", "export", 20, 100_000);
        slice(events, "x".repeat(100_000), "`'\"&lt;{{7*7}}${7*7}", "function", 30, 50_000);
        slice(events, "javascript:alert(3)", "inventory", "native", 40, 40_000);
        Path capture = Folders.write(Folders.fresh("report-hostile-capture")
                .resolve("hostile.json"), events.toString());
        JsonNode shown = open(capture, "report-hostile");
        assertThat(shown.path("verdict").asString()).startsWith("1 of 1 tick took longer");
        String page = shown.path("tables").toString();
        assertThat(page).contains("onerror=alert(2)", "?gnp.?exe").doesNotContain("\u202E");
        assertThat(shown.path("timeLine").toString()).contains("?gnp.?exe")
                .doesNotContain("\u202E");
        assertThat(shown.path("frames").asInt()).isGreaterThan(5);
    }

    private static void slice(ArrayNode events, String name, String resource, String kind,
            long start, long duration) {
        ObjectNode slice = events.addObject().put("ph", "X").put("pid", 1).put("tid", 1)
                .put("name", name).put("cat", resource).put("ts", start).put("dur", duration);
        slice.putObject("args").put("resource", resource).put("runtime", "lua")
                .put("kind", kind);
    }
}
