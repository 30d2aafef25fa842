package dev.fxprof.live.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostNamesTest {
    private static HostNames names(String bind, String... more) throws UnknownHostException {
        return new HostNames(InetAddress.getByName(bind), Set.of(more));
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST:9000", "127.0.0.1:8080", "[::1]:8080",
            "10.0.0.7",
            "game.example:443", "Game.Example"})
    void shouldKnowItsOwnNamesAtAnyPort(String host) throws UnknownHostException {
        assertThat(names("10.0.0.7", "GAME.example").knows(host)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "evil.example", "localhost.evil.example", "127.0.0.1.evil.example",
            "127.1", "0.0.0.0", "localhost:", "localhost:123456", "localhost:80:80", "a@localhost",
            "localhost/", "[::1", "localhost "})
    void shouldKnowNoOther(String host) throws UnknownHostException {
        assertThat(names("0.0.0.0").knows(host)).isFalse();
    }

    @Test
    void shouldTakeOnlyThePagesOfTheSameAddressForItsOwn() {
        assertThat(HostNames.isOwn("http://localhost:1", "http", "localhost:1")).isTrue();
        assertThat(HostNames.isOwn("https://localhost:1", "http", "localhost:1")).isFalse();
        assertThat(HostNames.isOwn("http://localhost:2", "http", "localhost:1")).isFalse();
        assertThat(HostNames.isOwn("null", "http", "localhost:1")).isFalse();
    }
}
