package dev.fxprof.export.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fxprof.api.Capture;
import dev.fxprof.api.ScriptRuntime;
import dev.fxprof.api.SpanKind;
import dev.fxprof.export.capture.CaptureBuilder;
import dev.fxprof.export.capture.ReadTrack;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class HtmlReportTest {
    private static final long MS = 1_000_000;
    private static final Pattern DATA = Pattern
            .compile("<script type=\"application/json\" id=\"data\">(.*?)</script>",
                    Pattern.DOTALL);

    private final CaptureBuilder builder = new CaptureBuilder("test");

    private String page() throws IOException {
        return page(ReportOptions.DEFAULT);
    }

    private String page(ReportOptions options) throws IOException {
        try (Capture capture = builder.build()) {
            HtmlReport page = new HtmlReport(capture);
            CaptureReport report = CaptureReport.of(capture, options,
                    List.of(page.sink()));
            StringWriter to = new StringWriter();
            page.write(report, "capture.json", to);
            return to.toString();
        }
    }

    private int site(SpanKind kind, String resource, String name) {
        return builder.sites().intern(resource, ScriptRuntime.LUA, kind, name, "", 0);
    }

    private static JsonNode data(String page) {
        Matcher data = DATA.matcher(page);
        assertThat(data.find()).isTrue();
        return JsonMapper.shared().readTree(data.group(1));
    }

    @Test
    void shouldAllowItsOwnScriptsAndStylesAlone() throws Exception {
        builder.track("main").add(site(SpanKind.TICK, "server", "tick"), 0, MS);
        String page = page();
        List<String> hashes = new ArrayList<>();
        Matcher inline = Pattern.compile("<(?:script|style)>(.*?)</(?:script|style)>",
                Pattern.DOTALL).matcher(page);
        while (inline.find()) {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(inline.group(1).replaceAll("^<!\\[CDATA\\[|]]>$", "")
                            .getBytes(StandardCharsets.UTF_8));
            hashes.add("'sha256-" + Base64.getEncoder().encodeToString(digest) + "'");
        }
        assertThat(hashes).hasSize(5);
        Matcher policy = Pattern
                .compile("http-equiv=\"Content-Security-Policy\" content=\"([^\"]*)\"")
                .matcher(page);
        assertThat(policy.find()).isTrue();
        assertThat(policy.group(1)).contains(hashes).startsWith("default-src 'none'")
                .doesNotContain("unsafe");
        assertThat(List.of("<link", "src=\"http", " onclick=", " onload="))
                .noneMatch(page::contains);
        assertThat(page.contains("Copyright (c) 2022 Leon Sorokin")).isTrue();
    }

    @Test
    void shouldKeepHostileNamesWithinTheirStrings() throws IOException {
        String[] hostile = {"</script><img src=x onerror=alert(1)>", "<!--<script>",
                "\u2028alert(1)//", "\u202Ereversed", "x".repeat(5000), "\"quoted\\", "]]>"};
        ReadTrack main = builder.track("</title><script>alert(2)</script>");
        main.add(site(SpanKind.TICK, "server", "tick"), 0, 1000 * MS);
        for (int i = 0; i < hostile.length; i++) {
            main.add(site(SpanKind.EVENT, hostile[i], hostile[i]), (i * 20L + 1) * MS,
                    (i * 20L + 10) * MS);
        }
        String page = page();
        String clean = DATA.matcher(page).replaceFirst("");
        // The flame graph holds names as escaped text.
        assertThat(List.of("<img", "<!--<", "<script>alert", "\u202E", "\u2028"))
                .noneMatch(clean::contains);
        assertThat(clean.contains("&lt;img src=x onerror=alert(1)")).isTrue();
        Matcher matcher = DATA.matcher(page);
        assertThat(matcher.find()).isTrue();
        assertThat(matcher.group(1)).doesNotContain("<").doesNotContain("\u2028")
                .doesNotContain("\u202E");
        assertThat(data(page).toString()).contains("</script><img src=x onerror=alert(1)>",
                "?reversed");
    }

    @Test
    void shouldStaySmallHoweverLongTheRecordingIs() throws IOException {
        ReadTrack main = builder.track("svMain");
        int tick = site(SpanKind.TICK, "server", "tick");
        int[] events = new int[2000];
        for (int i = 0; i < events.length; i++) {
            events[i] = site(SpanKind.EVENT, "resource" + i % 60, "event with a name " + i);
        }
        int fourHours = 4 * 3600 * 20;
        for (int i = 0; i < fourHours; i++) {
            long start = i * 50 * MS;
            main.add(tick, start, start + (i == 123_457 ? 900 : i % 1000 == 0 ? 200 : 20) * MS
                    / 20);
            main.add(events[i % events.length], start + 1000, start + MS / 2);
        }
        String page = page();
        assertThat(page.length()).isLessThan(2_000_000);
        JsonNode line = data(page).path("timeLine");
        assertThat(line.path("each").asLong()).isEqualTo(128);
        assertThat(line.path("nanos").size()).isEqualTo((fourHours + 127) / 128);
        int longest = 0;
        for (int i = 0; i < line.path("nanos").size(); i++) {
            longest = line.path("nanos").get(i).asLong() > line.path("nanos").get(longest)
                    .asLong() ? i : longest;
        }
        assertThat(line.path("numbers").get(longest).asLong()).isEqualTo(123_457);
        assertThat(line.path("nanos").get(longest).asLong()).isEqualTo(45 * MS);
    }

    @Test
    void shouldDrawTheGraphOfOneResource() throws IOException {
        ReadTrack main = builder.track("svMain");
        main.add(site(SpanKind.TICK, "server", "tick"), 0, 10 * MS);
        main.add(site(SpanKind.EVENT, "bank", "pay"), MS, 2 * MS);
        main.add(site(SpanKind.EVENT, "police", "arrest"), 3 * MS, 5 * MS);
        String page = page(ReportOptions.DEFAULT.withResource("police"));
        assertThat(page.contains("<title>arrest (police)")).isTrue();
        assertThat(page.contains("<title>pay (bank)")).isFalse();
    }

    @Test
    void shouldOfferTheSlowTicksAlone() throws IOException {
        ReadTrack main = builder.track("svMain");
        int tick = site(SpanKind.TICK, "server", "tick");
        main.add(tick, 0, 10 * MS);
        main.add(site(SpanKind.EVENT, "bank", "quick"), MS, 2 * MS);
        main.add(tick, 50 * MS, 150 * MS);
        main.add(site(SpanKind.EVENT, "bank", "slow"), 51 * MS, 149 * MS);
        JsonNode data = data(page());
        assertThat(data.path("hasSlow").asBoolean()).isTrue();
        JsonNode events = data.path("tables").get(1);
        assertThat(events.path("title").asString()).isEqualTo("Events");
        assertThat(events.path("all").path("rows").size()).isEqualTo(2);
        assertThat(events.path("slow").path("rows").size()).isEqualTo(1);
        assertThat(events.path("slow").path("rows").get(0).get(0).asString()).isEqualTo("slow");
        assertThat(data.path("overTitle").asString()).isEqualTo("over 50 ms (1)");
    }
}
