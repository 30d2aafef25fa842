package dev.fxprof.export.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowsTest {
    @Test
    void shouldKeepEveryFieldOfEveryRow() throws Exception {
        try (Spill spill = new Spill()) {
            Rows rows = new Rows(spill);
            int many = 300_000;
            for (int i = 0; i < many; i++) {
                int row = rows.add();
                assertThat(row).isEqualTo(i);
                for (int field = 0; field < Rows.BYTES; field += Integer.BYTES) {
                    if (rows.getInt(row, field) != 0) {
                        throw new AssertionError("row " + row + " is not empty");
                    }
                }
                rows.setLong(row, Field.START, -i);
                rows.setInt(row, Field.DEPTH, i);
            }
            for (int i = 0; i < many; i++) {
                if (rows.getLong(i, Field.START) != -i || rows.getInt(i, Field.DEPTH) != i) {
                    throw new AssertionError("row " + i);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 15, 16, 17, 33, 1000, 4097})
    void shouldSortAsTheLibraryDoesAndKeepEqualsAsTheyCame(int size) {
        int[] keys = new Random(size).ints(size, 0, Math.max(1, size / 3)).toArray();
        List<Integer> expected = new ArrayList<>(IntStream.range(0, size).boxed().toList());
        expected.sort(Comparator.comparingInt(row -> keys[row]));
        int[] order = RowOrder.of(size, (a, b) -> Integer.compare(keys[a], keys[b]));
        assertThat(order).containsExactly(
                expected.stream().mapToInt(Integer::intValue).toArray());
    }
}
