package dev.fxprof.live.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PushAllowedTest {
    private final PushAllowed allowed = new PushAllowed(
            List.of("Collector.example:443", "wss://secret.example:8443", "ws://[::1]:9000"));

    @ParameterizedTest
    @ValueSource(strings = {"wss://collector.example/in?key=1", "ws://COLLECTOR.example:443",
            "wss://collector.example:443/a/b", "wss://secret.example:8443/", "WS://[::1]:9000/in"})
    void shouldAllowWhatIsNamed(String address) {
        assertThat(allowed.contains(PushTarget.of(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ws://collector.example", "wss://collector.example:444",
            "wss://collector.example.evil.test:443", "wss://evil-collector.example:443",
            "wss://collector.example.:443", "ws://secret.example:8443", "wss://[::1]:9000",
            "ws://[::2]:9000", "ws://127.0.0.1:9000", "ws://localhost:443"})
    void shouldAllowNothingElse(String address) {
        assertThat(allowed.contains(PushTarget.of(address))).isFalse();
        assertThat(new PushAllowed(List.of()).contains(PushTarget.of(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "collector.example:443", "http://collector.example:443",
            "file:///etc/passwd", "ws:collector.example", "ws:///in", "ws://:443/in",
            "wss://user@collector.example:443", "wss://evil.test\\@collector.example:443",
            "wss://collector.example:443#here", "wss://collector.example:0",
            "wss://collector.example:65536", "wss://collector.example:443/ \r\nHost: evil.test",
            "wss://collector.example:443:443"})
    void shouldTakeNoOtherAddresses(String address) {
        assertThatIllegalArgumentException().isThrownBy(() -> PushTarget.of(address))
                .withMessage("expected an address such as wss://HOST:PORT/PATH");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "collector.example", "*:443", "collector.example:443/in",
            "wss://collector.example", "http://collector.example:443", "collector.example:0",
            "collector.example:443?x"})
    void shouldTakeNoOtherEntries(String place) {
        assertThatIllegalArgumentException().isThrownBy(() -> new PushAllowed(List.of(place)))
                .withMessage("expected HOST:PORT, ws://HOST:PORT or wss://HOST:PORT, got " + place);
    }

    @Test
    void shouldTakeNoEndlessAddress() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PushTarget.of("ws://host:1/" + "a".repeat(3000)));
    }

    @Test
    void shouldPrintNothingButThePlace() {
        assertThat(PushTarget.of("wss://Host.example/in?key=secret").place())
                .isEqualTo("host.example:443");
        assertThat(PushTarget.of("ws://host").place()).isEqualTo("host:80");
    }
}
