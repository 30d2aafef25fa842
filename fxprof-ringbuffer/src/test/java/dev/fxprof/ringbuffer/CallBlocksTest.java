package dev.fxprof.ringbuffer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CallBlocksTest {
    private static final int SITE = 3;
    private static final int GATE = 7;

    private final CallBlocks blocks = new CallBlocks(SITE);

    private int chosenOf(int calls, int gate) {
        int chosen = 0;
        for (int i = 0; i < calls; i++) {
            chosen += blocks.isChosen(SITE, gate) ? 1 : 0;
        }
        return chosen;
    }

    @Test
    void shouldChooseOneCallOfEachBlock() {
        for (int block = 0; block < 1000; block++) {
            assertThat(chosenOf(GATE + 1, GATE)).isEqualTo(1);
        }
    }

    @Test
    void shouldChooseEachPlaceOfABlockEquallyOften() {
        int[] places = new int[GATE + 1];
        for (int call = 0; call < 80_000 * (GATE + 1); call++) {
            places[call % (GATE + 1)] += blocks.isChosen(SITE, GATE) ? 1 : 0;
        }
        // Six standard deviations around 10,000.
        assertThat(Arrays.stream(places)).allMatch(count -> count > 9_440 && count < 10_560);
    }

    @Test
    void shouldGoOnWhenTheBlocksGrowOrShrink() {
        assertThat(chosenOf(500, 1023)).isBetween(0, 1);
        assertThat(chosenOf(8 * 100, GATE)).isBetween(99, 101);
        assertThat(chosenOf(1024 * 10, 1023)).isBetween(9, 11);
    }
}
