package dev.fxprof.export.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fxprof.api.Capture;
import java.io.IOException;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class TickTableTest {
    @Test
    void shouldKeepTheMeanWithinItsBound() {
        TickTable table = new TickTable(1000);
        table.row(RowKey.tick());
        table.row(RowKey.resource("late"));
        for (int tick = 0; tick < 100_000; tick++) {
            table.add(new double[]{tick, tick < 50_000 ? 0 : 8});
        }
        assertThat((long) table.lines() * 2).isLessThanOrEqualTo(1000);
        assertThat(table.ticks()).isEqualTo(100_000);
        double sum = 0;
        double late = 0;
        for (int line = 0; line < table.lines(); line++) {
            sum += table.nanos(line, 0);
            late += table.nanos(line, 1);
        }
        assertThat(sum / table.lines()).isCloseTo(50_000, Offset.offset(1000.0));
        assertThat(late / table.lines()).isCloseTo(4, Offset.offset(0.1));
    }

    @Test
    void shouldTakeRowsThatComeLater() {
        TickTable table = new TickTable();
        table.row(RowKey.tick());
        table.add(new double[]{5});
        int later = table.row(RowKey.resource("later"));
        table.add(new double[]{6, 7});
        assertThat(table.nanos(0, later)).isZero();
        assertThat(table.nanos(1, later)).isEqualTo(7);
    }

    @Test
    void shouldTakeLessMemoryForEachOfManyRecordings() throws IOException {
        try (Capture capture = SyntheticServer.of("alpha", "beta").ticks(400).capture(1)) {
            RecordedTicks alone = RecordedTicks.of(capture, 0, 1);
            RecordedTicks oneOfMany = RecordedTicks.of(capture, 0, 1 << 16);
            assertThat(alone.lines()).isEqualTo(400);
            assertThat(oneOfMany.lines()).isLessThan(alone.lines());
            assertThat(oneOfMany.ticks()).isEqualTo(alone.ticks());
        }
    }
}
