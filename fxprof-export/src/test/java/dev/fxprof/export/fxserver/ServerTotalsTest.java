package dev.fxprof.export.fxserver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fxprof.export.ReadSlices;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random recordings of a server without faults, against what the server itself added up. */
class ServerTotalsTest {
    private static final int TICKS = 200;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldAddUpToWhatTheServerSpent(long seed) {
        RandomServer server = new RandomServer(seed);
        for (int i = 0; i < TICKS; i++) {
            server.tick();
        }
        for (ReadSlices read : FxServerTraceReaderTest.forms(server.recording)
                .map(FxServerTraceReaderTest::read).toList()) {
            assertThat(read.totals()).isEqualTo(server.totals);
            assertThat(read.selves()).isEqualTo(server.selves);
            assertThat(read.report.ticks()).isEqualTo(TICKS);
            assertThat(read.report.orderViolations()).isZero();
            Map<String, Long> shown = new HashMap<>();
            read.report.resources().forEach(row -> shown.put(row.name(), row.selfNanos()));
            assertThat(shown).isEqualTo(server.byResource);
        }
    }
}
