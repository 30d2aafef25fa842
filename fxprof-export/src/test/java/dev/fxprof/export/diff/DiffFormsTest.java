package dev.fxprof.export.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fxprof.api.Capture;
import dev.fxprof.export.flamegraph.StackTotals;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class DiffFormsTest {
    private static final String HOSTILE = "a|`<script>alert(1)</script>@everyone\u202e\n";

    private static Comparison comparison() {
        Change change = new Change(HOSTILE, "function", HOSTILE, "@x/" + HOSTILE, 3,
                Change.Presence.BOTH, 1e6, 1.5e6, 40, 50, 40, 60, true);
        Change added = new Change("r", "function", "fresh", "", 0, Change.Presence.ADDED, 0, 2e5,
                10, Double.NaN, Double.NaN, Double.NaN, false);
        return new Comparison(Verdict.SLOWER, false, "capture", new Comparison.Side(5, 500, 2e6),
                new Comparison.Side(5, 500, 2.5e6), 3, List.of(change, added), 4,
                List.of("A note."));
    }

    @Test
    void shouldBeginTheTextWithTheVerdict() {
        String text = DiffText.render(comparison());
        assertThat(text).startsWith("slower: function a|`<script>")
                .contains("takes 50.0 % more time (+40.0 to +60.0 %), 500 µs a tick", "new",
                        "A note.");
        assertThat(text.lines().findFirst().orElseThrow()).doesNotContain("\u202e");
    }

    @Test
    void shouldPrintTheStableFieldsAsJson() {
        ObjectNode root = JsonMapper.shared().createObjectNode();
        DiffJson.fill(root, comparison());
        JsonNode json = JsonMapper.shared().readTree(root.toString());
        assertThat(json.propertyNames().iterator().next()).isEqualTo("schema");
        assertThat(json.path("schema").asString()).isEqualTo("fxprof/diff/1");
        assertThat(json.path("verdict").asString()).isEqualTo("slower");
        assertThat(json.path("indicative").asBoolean(true)).isFalse();
        JsonNode change = json.path("changes").get(0);
        assertThat(change.path("name").asString()).isEqualTo(HOSTILE);
        assertThat(change.path("percent").asDouble()).isEqualTo(50);
        assertThat(change.path("significant").asBoolean()).isTrue();
        assertThat(json.path("changes").get(1).path("percent").isNull()).isTrue();
    }

    @Test
    void shouldKeepNamesHarmlessInMarkdown() {
        String markdown = DiffMarkdown.render(comparison());
        assertThat(markdown).startsWith("### fxprof: slower: function `a\\|'<script>");
        assertThat(markdown.lines().filter(line -> line.startsWith("| function")))
                .allSatisfy(line -> assertThat(line.replace("\\|", "").chars()
                        .filter(c -> c == '|').count()).isEqualTo(7));
        assertThat(DiffMarkdown.code("")).isEqualTo("`?`");
        assertThat(DiffMarkdown.code("a\\")).isEqualTo("`a/`");
    }

    @Test
    void shouldWriteAPageOfItsOwnWithBothGraphs() throws IOException {
        StringBuilder page = new StringBuilder();
        try (Capture before = SyntheticServer.of("alpha").capture(1);
                Capture after = SyntheticServer.of("alpha").slower("alpha", 2).capture(2)) {
            DiffHtml.write(comparison(), StackTotals.of(before), StackTotals.of(after), page);
        }
        assertThat(page).doesNotContain("<script>alert").doesNotContain("src=", "href=")
                .contains("default-src 'none'").contains("widths as before the change");
        assertThat(page.toString().split("<svg", -1)).hasSize(3);
    }

    @Test
    void shouldKeepNotesHarmlessInMarkdown() {
        String markdown = DiffMarkdown.render(comparison()
                .withNotes(List.of("shop did not run: @everyone <img src=x> [a](b)\u202e.")));
        assertThat(markdown).endsWith("shop did not run: &#64;everyone \\<img src=x\\> "
                + "\\[a\\](b)?.\n");
    }
}
