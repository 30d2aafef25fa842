package dev.fxprof.export.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fxprof.api.Capture;
import dev.fxprof.api.ScriptRuntime;
import dev.fxprof.api.SpanKind;
import dev.fxprof.export.capture.CaptureBuilder;
import dev.fxprof.export.capture.ReadTrack;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class CaptureMarkdownTest {
    private static final long MS = 1_000_000;

    private final CaptureBuilder builder = new CaptureBuilder("test");

    private String render(String resource, String name, String file) throws IOException {
        ReadTrack main = builder.track("svMain");
        main.add(builder.sites().intern("server", ScriptRuntime.ENGINE, SpanKind.TICK, "tick", "",
                0), 0, 100 * MS);
        main.add(builder.sites().intern(resource, ScriptRuntime.LUA, SpanKind.EVENT, name, "", 0),
                MS, 91 * MS);
        try (Capture capture = builder.build()) {
            return CaptureMarkdown.render(
                    CaptureReport.of(capture, ReportOptions.DEFAULT, List.of()), file, 10);
        }
    }

    @Test
    void shouldRenderTablesForAComment() throws IOException {
        assertThat(render("bank", "pay", "x.json")).startsWith(
                "**1 of 1 tick took longer than 50 ms; bank (event pay) took 90.0 % of those.**\n")
                .contains("\n### Events\n\n| Events | calls | /s |",
                        "\n| `bank › pay` | 1 | 10.0 | 90.0ms |");
    }

    @Test
    void shouldDisarmNames() throws IOException {
        String text = render("a|b", "`x` @everyone <img src=x>", "@me*[x](http://y).json");
        assertThat(text).contains("| `` a\\|b › `x` @everyone <img src=x> `` |",
                "- &#64;me\\*\\[x\\](http://y).json");
        text.lines().filter(line -> line.startsWith("**") || line.startsWith("- &"))
                .forEach(line -> assertThat(line).doesNotContain("@")
                        .doesNotContainPattern("(?<!\\\\)[<|`]"));
        text.lines().filter(line -> line.startsWith("| `"))
                .forEach(line -> assertThat(line.split("(?<!\\\\)\\|", -1)).hasSize(13));
    }
}
