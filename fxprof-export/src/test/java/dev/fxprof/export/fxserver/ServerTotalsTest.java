package dev.fxprof.export.fxserver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fxprof.export.ReadSlices;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
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

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void shouldHardlyNoticeThatScriptsForgetToCloseTheirScopes(long seed) {
        RandomServer server = new RandomServer(seed, 0.02);
        for (int i = 0; i < TICKS; i++) {
            server.tick();
        }
        ReadSlices saved = FxServerTraceReaderTest.read(server.recording.saved());
        assertThat(saved.repairs.get("scopes without an exit")).isGreaterThan(5);
        assertThat(saved.repairs).doesNotContainKey("exits without a scope");
        assertThat(partThatIsWrong(server, saved)).isLessThan(0.005);
        ReadSlices json = FxServerTraceReaderTest.read(server.recording.json());
        assertThat(partThatIsWrong(server, json)).isLessThan(0.01);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void shouldHardlyNoticeTheScopesOfAnotherThread(long seed) {
        RandomServer server = new RandomServer(seed);
        for (int i = 0; i < TICKS; i++) {
            server.tick();
        }
        SplittableRandom random = new SplittableRandom(seed);
        ServerRecording mixed = new ServerRecording();
        int until = -1;
        for (int i = 0; i < server.recording.events.size(); i++) {
            ServerRecording.Event event = server.recording.events.get(i);
            mixed.at(event.when()).add(event.who(), event.what(), event.where(), event.why(), 0);
            if (i == until) {
                mixed.exitScope();
                until = -1;
            } else if (until < 0 && random.nextInt(200) == 0) {
                mixed.scope(".NET Minor GC");
                until = i + 1 + random.nextInt(6);
            }
        }
        ReadSlices read = FxServerTraceReaderTest.read(mixed.saved());
        assertThat(read.repairs).containsKey("scopes of other threads");
        assertThat(read.report.ticks()).isEqualTo(TICKS);
        assertThat(partThatIsWrong(server, read)).isLessThan(0.01);
    }

    /** Of the time of all that the server itself, and not a script, opened. */
    private static double partThatIsWrong(RandomServer server, ReadSlices read) {
        Map<String, Long> totals = read.totals();
        double wrong = 0;
        double sum = 0;
        for (var total : server.totals.entrySet()) {
            if (!total.getKey().contains("/region/")) {
                wrong += Math.abs(totals.getOrDefault(total.getKey(), 0L) - total.getValue());
                sum += total.getValue();
            }
        }
        return wrong / sum;
    }
}
