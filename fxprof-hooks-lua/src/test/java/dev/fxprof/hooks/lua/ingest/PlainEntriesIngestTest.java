package dev.fxprof.hooks.lua.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fxprof.api.SpanKind;
import dev.fxprof.hooks.lua.SpoolWriter;
import dev.fxprof.hooks.lua.VmData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlainEntriesIngestTest {
    private static final long EPOCH = 1_790_000_000;
    private static final long START = EPOCH * 1_000_000_000;
    private static final long MILLI = 1_000_000;

    @TempDir
    private Path folder;

    private final VmData shop = new VmData("shop", START - 5);
    private final int open = shop.site(3, "shop:open");
    private final int pay = shop.site(4, "Pay");

    private List<Captured.Slice> taken() throws IOException {
        return Taking.once(folder).sound().captured.slices.stream()
                .filter(one -> one.resource().equals("shop")).toList();
    }

    @Test
    void shouldMakeSlicesOfRecordsAndPlainEntriesAlike() throws IOException {
        SpoolWriter writer = new SpoolWriter(folder, 1, START, EPOCH).nextFile();
        shop.plain(open, START + MILLI, START + 2 * MILLI, 65_535)
                .slice(pay, 1, START + 3 * MILLI, START + 4 * MILLI)
                .plain(open, START + 5 * MILLI, START + 8 * MILLI, 0)
                .slice(pay, 2, START + 6 * MILLI, START + 7 * MILLI);
        for (int i = 0; i < 5; i++) {
            shop.plain(pay, START + (10 + i) * MILLI, START + (11 + i) * MILLI - 1, i);
        }
        writer.write(shop).sync(START + 20 * MILLI, START);

        List<Captured.Slice> slices = taken();
        assertThat(slices).hasSize(9);
        assertThat(slices.get(0)).satisfies(first -> {
            assertThat(first.kind()).isEqualTo(SpanKind.EVENT);
            assertThat(first.name()).isEqualTo("shop:open");
            assertThat(first.end() - first.start()).isEqualTo(MILLI);
            assertThat(first.source()).isEqualTo(65_535);
            assertThat(first.isFirst()).isTrue();
            assertThat(first.isUnfinished()).isFalse();
            assertThat(first.calls()).isEqualTo(1);
        });
        assertThat(slices.get(3).depth()).as("in a plain entry")
                .isEqualTo(slices.get(2).depth() + 1);
        assertThat(slices.subList(4, 9)).extracting(Captured.Slice::source)
                .containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void shouldPutPlainEntriesBehindAStepOfTheClock() throws IOException {
        SpoolWriter writer = new SpoolWriter(folder, 1, START, EPOCH).nextFile();
        long back = 3_600_000 * MILLI;
        shop.slice(pay, 1, START + MILLI, START + 2 * MILLI)
                .step(START + 3 * MILLI, START + 3 * MILLI - back)
                .plain(open, START + 4 * MILLI - back, START + 5 * MILLI - back, 0);
        writer.write(shop)
                .append(writer.syncFrame(START + 20 * MILLI - back, -back, START));

        List<Captured.Slice> slices = taken();
        assertThat(slices).extracting(Captured.Slice::name).containsExactly("Pay", "shop:open");
        // The step itself counts as a nanosecond.
        assertThat(slices.get(1).start() - slices.get(0).end()).isEqualTo(2 * MILLI + 1);
    }
}
