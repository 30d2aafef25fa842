package dev.fxprof.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fxprof.live.view.RunningView;
import java.util.List;
import org.junit.jupiter.api.Test;

class TopViewTest {
    private static final RunningView RUNNING = new RunningView(true, "", List.of(
            new RunningView.Stack("svMain", List.of(
                    new RunningView.Frame("server", "tick", "tick", 12_000_000),
                    new RunningView.Frame("shop", "event", "shop:buy", 9_500_000))),
            new RunningView.Stack("worker 1", List.of())));
    private static final TopFrame FRAME = new TopFrame("64 players, process 77",
            "200 samples", true, 200, List.of(new TopFrame.Row("shop", "event", "shop:buy", 20, 60),
                    new TopFrame.Row("hud", "thread", "main.lua:1", 40, 40),
                    new TopFrame.Row("shop", "native", "GetHashKey", 10, 10),
                    new TopFrame.Row("evil\u001b[2J", "event", "x\n\u0007y", 2, 2)));

    private final TopView view = new TopView();

    private List<String> lines(int width, int height) {
        return view.lines(FRAME, RUNNING, width, height);
    }

    private void type(String keys) {
        keys.chars().forEach(key -> assertThat(view.key(key)).isTrue());
    }

    /** The first word of each row of the table. */
    private List<String> rows() {
        return lines(100, 20).stream().skip(4).filter(line -> line.contains("%"))
                .map(line -> line.substring(17).strip().replaceAll(" .*", "")).toList();
    }

    @Test
    void shouldShowTheFrame() {
        List<String> lines = lines(100, 20);
        assertThat(lines).hasSize(20);
        assertThat(lines.get(0)).isEqualTo("64 players, process 77");
        assertThat(lines.get(1)).isEqualTo("200 samples");
        assertThat(lines.get(4)).isEqualTo("  20.0%   20.0%  hud                  thread    "
                + "main.lua:1");
        assertThat(lines.getLast()).startsWith("q quit");
    }

    @Test
    void shouldFitIntoAnyScreen() {
        for (int width : List.of(1, 7, 40, 300)) {
            for (int height : List.of(1, 2, 5, 6, 50)) {
                assertThat(lines(width, height)).hasSizeLessThanOrEqualTo(height)
                        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(width));
            }
        }
        assertThat(lines(100, 7).getLast()).endsWith("(2 of 4 rows)");
    }

    @Test
    void shouldSort() {
        assertThat(rows()).containsExactly("hud", "shop", "shop", "evil?[2J");
        type("s");
        assertThat(rows()).containsExactly("shop", "hud", "shop", "evil?[2J");
        type("s");
        assertThat(rows()).containsExactly("evil?[2J", "hud", "shop", "shop");
        type("s");
        assertThat(rows()).containsExactly("hud", "shop", "shop", "evil?[2J");
    }

    @Test
    void shouldFilterWhileItIsTyped() {
        type("/SHOX" + TopView.BACKSPACE);
        assertThat(rows()).containsExactly("shop", "shop");
        assertThat(lines(100, 20).get(2)).endsWith("filter: SHO_");
        type("q" + TopView.BACKSPACE + TopView.ENTER);
        assertThat(lines(100, 20).get(2)).endsWith("only SHO");
        type(Character.toString(TopView.ESCAPE));
        assertThat(rows()).hasSize(4);
    }

    @Test
    void shouldSumUpResources() {
        type("\t");
        assertThat(rows()).containsExactly("hud", "shop", "evil?[2J");
        assertThat(lines(100, 20).get(5)).startsWith("  15.0%   30.0%  shop");
    }

    @Test
    void shouldShowOpenSpans() {
        type("\t\t");
        assertThat(lines(100, 20)).contains("            svMain",
                "   12.0 ms    tick tick (server)", "    9.5 ms      event shop:buy (shop)",
                "            worker 1: waits");
        type("/shop:" + TopView.ENTER);
        assertThat(lines(100, 20).toString()).contains("svMain").doesNotContain("worker");
    }

    @Test
    void shouldScrollNoFurtherThanThereAreRows() {
        type("jjjjjjjjjj");
        assertThat(lines(100, 7).get(5)).contains("evil");
        type("kkkkkkkkkkkk");
        assertThat(lines(100, 7).get(4)).contains("hud");
    }

    @Test
    void shouldPauseAndEnd() {
        type("p");
        assertThat(view.isPaused()).isTrue();
        assertThat(lines(100, 20).get(1)).endsWith("paused");
        type(" ");
        assertThat(view.isPaused()).isFalse();
        assertThat(view.key('q')).isFalse();
    }
}
