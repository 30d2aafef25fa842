package dev.fxprof.export.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fxprof.api.ScriptRuntime;
import dev.fxprof.api.SpanKind;
import dev.fxprof.export.TestBatch;
import dev.fxprof.export.TestSites;
import org.junit.jupiter.api.Test;

class WindowRecorderTest {
    private static final long MILLI = 1_000_000;

    private final TestSites sites = new TestSites();
    private final TickTable table = new TickTable();

    private double sum(RowKey key) {
        int row = table.rows().indexOf(key);
        double sum = 0;
        for (int line = 0; line < table.lines(); line++) {
            sum += table.nanos(line, row);
        }
        return sum;
    }

    @Test
    void shouldCountASliceAsOftenAsItWasCalled() {
        int buy = sites.intern("shop", ScriptRuntime.LUA, SpanKind.FUNCTION, "buy", "", 0);
        int pay = sites.intern("bank", ScriptRuntime.LUA, SpanKind.FUNCTION, "pay", "", 0);
        WindowRecorder recorder = new WindowRecorder(sites, table, 120 * MILLI);
        recorder.accept(new TestBatch(1).open(buy, 1, 10 * MILLI).standsFor(3)
                .leaf(pay, 2, 40 * MILLI, 60 * MILLI).close(110 * MILLI));
        recorder.finish();
        assertThat(table.lines()).isEqualTo(3);
        assertThat(sum(RowKey.tick())).isEqualTo(100 * MILLI);
        assertThat(sum(RowKey.resource("shop"))).isEqualTo(3 * 80 * MILLI);
        assertThat(sum(RowKey.of(sites.site(buy), "shop"))).isEqualTo(3 * 80 * MILLI);
        assertThat(sum(RowKey.resource("bank"))).isEqualTo(20 * MILLI);
    }
}
