package dev.fxprof.export.diff;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RowMatcherTest {
    private static RowKey thread(int line) {
        return new RowKey("shop", "thread", "main.lua:" + line, "@shop/main.lua", line);
    }

    private static RecordedTicks with(RowKey... rows) {
        RecordedTicks ticks = new RecordedTicks();
        ticks.table().row(RowKey.tick());
        for (RowKey row : rows) {
            ticks.table().row(row);
        }
        return ticks;
    }

    private static List<RowMatcher.Match> match(RecordedTicks before, RecordedTicks after) {
        return RowMatcher.match(List.of(before), List.of(after));
    }

    @Test
    void shouldMatchThreadsThatMovedByTheirOrder() {
        List<RowMatcher.Match> matches = match(with(thread(10), thread(50)),
                with(thread(70), thread(30)));
        assertThat(matches).hasSize(3);
        assertThat(matches.get(1).key()).isEqualTo(thread(70));
        assertThat(matches.get(1).before().getFirst()).containsExactly(2);
        assertThat(matches.get(1).after().getFirst()).containsExactly(1);
    }

    @Test
    void shouldTakeThreadsTogetherIfTheirNumberDiffers() {
        List<RowMatcher.Match> matches = match(with(thread(10)), with(thread(10), thread(30)));
        assertThat(matches).hasSize(2);
        assertThat(matches.get(1).key().name()).isEqualTo("main.lua");
        assertThat(matches.get(1).after().getFirst()).containsExactly(1, 2);
    }

    @Test
    void shouldNotMatchOneNameInTwoResources() {
        List<RowMatcher.Match> matches = match(with(RowKey.resource("shop")),
                with(RowKey.resource("bank")));
        assertThat(matches).hasSize(3);
    }
}
