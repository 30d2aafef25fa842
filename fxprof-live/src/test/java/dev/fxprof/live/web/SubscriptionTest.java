package dev.fxprof.live.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubscriptionTest {
    @Test
    void shouldTakeWhatIsWantedAndTheUsualForTheRest() {
        assertThat(Subscription.read("{\"type\":\"subscribe\"}")).contains(Subscription.USUAL);
        assertThat(Subscription.read("{\"type\":\"subscribe\",\"servers\":[\"a\",\"b\"],"
                + "\"window\":900,\"everyMillis\":1000,\"later\":1}"))
                .contains(new Subscription(Set.of("a", "b"), 900, 1000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "null", "7", "\"subscribe\"", "{}",
            "{\"type\":\"trigger\"}", "{\"type\":\"subscribe\",\"window\":7}",
            "{\"type\":\"subscribe\",\"window\":\"10\"}",
            "{\"type\":\"subscribe\",\"window\":10.5}",
            "{\"type\":\"subscribe\",\"everyMillis\":1}",
            "{\"type\":\"subscribe\",\"everyMillis\":1e99}",
            "{\"type\":\"subscribe\",\"servers\":\"a\"}",
            "{\"type\":\"subscribe\",\"servers\":[1]}", "{\"type\":\"subscribe\"} {}x"})
    void shouldTakeNothingElse(String message) {
        assertThat(Subscription.read(message)).isEmpty();
    }

    @Test
    void shouldNotBeMovedByDeepNesting() {
        assertThat(Subscription.read("[".repeat(8000))).isEmpty();
        assertThat(Subscription.read("{\"servers\":".repeat(700))).isEmpty();
    }
}
