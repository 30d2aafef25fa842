package dev.fxprof.live.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void shouldMatchOnlyItself() {
        AccessToken token = AccessToken.random();
        assertThat(token.reveal()).hasSize(43);
        assertThat(token.matches(token.reveal())).isTrue();
        assertThat(token.matches(AccessToken.random().reveal())).isFalse();
        assertThat(token.matches("")).isFalse();
        assertThat(token.matches(token.cookie().reveal())).isFalse();
        assertThat(token.cookie().reveal())
                .isEqualTo(AccessToken.of(token.reveal()).cookie().reveal());
        assertThat(token.toString()).doesNotContain(token.reveal());
    }

    @Test
    void shouldReadTheFirstLineAndNeverRepeatIt(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("token");
        Files.writeString(file, "0123456789abcdef\r\nmore\n");
        assertThat(AccessToken.read(file).matches("0123456789abcdef")).isTrue();
        Files.writeString(file, "my secret\n");
        assertThatThrownBy(() -> AccessToken.read(file)).hasMessageContaining("line 1")
                .hasMessageNotContaining("secret");
    }

    @Test
    void shouldTakeANumberOnceAndWithinAMinute() {
        AtomicLong now = new AtomicLong(5);
        Nonces nonces = new Nonces(now::get);
        String first = nonces.issue();
        String second = nonces.issue();
        assertThat(nonces.take(first)).isTrue();
        assertThat(nonces.take(first)).isFalse();
        now.addAndGet(61 * SECOND);
        assertThat(nonces.take(second)).isFalse();
        assertThat(nonces.take("anything")).isFalse();
    }

    @Test
    void shouldKeepABoundedListOfNumbers() {
        Nonces nonces = new Nonces(() -> 0);
        List<String> all = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            all.add(nonces.issue());
        }
        assertThat(nonces.take(all.getFirst())).isFalse();
        assertThat(nonces.take(all.getLast())).isTrue();
        assertThat(all.stream().filter(nonces::take)).hasSize(255);
    }

    @Test
    void shouldLetThroughABurstAndThenARate() {
        AtomicLong now = new AtomicLong();
        RateLimit limit = new RateLimit(3, 2, now::get);
        assertThat(List.of(limit.take(), limit.take(), limit.take(), limit.take()))
                .containsExactly(true, true, true, false);
        now.addAndGet(SECOND);
        assertThat(List.of(limit.take(), limit.take(), limit.take()))
                .containsExactly(true, true, false);
        now.addAndGet(1000 * SECOND);
        assertThat(List.of(limit.take(), limit.take(), limit.take(), limit.take()))
                .containsExactly(true, true, true, false);
    }
}
