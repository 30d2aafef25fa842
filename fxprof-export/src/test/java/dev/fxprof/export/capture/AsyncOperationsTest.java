package dev.fxprof.export.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fxprof.api.Capture;
import org.junit.jupiter.api.Test;

class AsyncOperationsTest {
    private static final int MOST_OPEN = 1 << 18;
    private static final int MOST_DEPTH = 1 << 10;

    @Test
    void shouldHoldABoundedNumberOfOperationsOpen() throws Exception {
        Building building = new Building();
        AsyncOperations requests = building.builder.async("requests");
        int tooMany = 1000;
        for (int i = 0; i < MOST_OPEN + tooMany; i++) {
            requests.begin(i, 1, i);
        }
        requests.end(0, 1, MOST_OPEN + tooMany);
        requests.begin(-1, 1, MOST_OPEN + tooMany + 1);
        try (Capture capture = building.builder.build()) {
            assertThat(capture.repairs())
                    .containsEntry("operations beyond the limit", (long) tooMany)
                    .containsEntry("slices without an end", (long) MOST_OPEN);
            assertThat(Replayed.of(capture).all()).hasSize(MOST_OPEN + 1);
        }
    }

    @Test
    void shouldNestTheSlicesOfAnOperationToABoundedDepth() throws Exception {
        Building building = new Building();
        AsyncOperations requests = building.builder.async("requests");
        int tooDeep = 100;
        int all = MOST_DEPTH + tooDeep;
        for (int i = 0; i < all; i++) {
            requests.begin(7, 1, i);
        }
        for (int i = 0; i < all; i++) {
            requests.end(7, 1, all + i);
        }
        try (Capture capture = building.builder.build()) {
            assertThat(capture.repairs()).containsOnlyKeys("slices nested too deeply")
                    .containsValue((long) tooDeep);
            assertThat(Replayed.of(capture).all()).hasSize(MOST_DEPTH)
                    .allSatisfy(slice -> assertThat(slice.unfinished()).isFalse())
                    .first().satisfies(slice -> assertThat(slice.end()).isEqualTo(2 * all - 1));
        }
    }
}
