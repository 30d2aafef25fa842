package dev.fxprof.live.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fxprof.live.view.TickPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

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

    @Test
    void shouldMergeTooManyTicksIntoTheLongestOfEachFew() {
        List<TickPoint> ticks = new ArrayList<>();
        for (int i = 0; i < 3999; i++) {
            ticks.add(new TickPoint(i, 1000 + i, i == 1234 ? 99 : 1 + i % 3, 50));
        }
        JsonNode merged = JsonMapper.shared().readTree(StreamJson.ticks(ticks));
        assertThat(merged.path("each").asInt()).isEqualTo(3);
        assertThat(merged.path("rows").size()).isEqualTo(1333);
        List<Long> longest = new ArrayList<>();
        merged.path("rows").forEach(row -> longest.add(row.get(2).asLong()));
        assertThat(longest).contains(99L).doesNotContain(1L, 2L).startsWith(3L);
        JsonNode plain = JsonMapper.shared().readTree(StreamJson.ticks(ticks.subList(0, 2)));
        assertThat(plain.toString())
                .isEqualTo("{\"each\":1,\"rows\":[[0,1000,1,50],[1,1001,2,50]]}");
        assertThat(StreamJson.ticks(List.of())).isEqualTo("{\"each\":1,\"rows\":[]}");
    }
}
