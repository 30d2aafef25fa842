package dev.fxprof.live.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fxprof.live.view.LiveSnapshot;
import dev.fxprof.live.view.OwnCost;
import dev.fxprof.live.view.ResourceLive;
import dev.fxprof.live.view.ServerState;
import dev.fxprof.live.view.TickPoint;
import dev.fxprof.live.view.TickSummary;
import dev.fxprof.live.view.WindowView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.cbor.CBORMapper;

class StreamMessagesTest {
    private static final Map<StreamForm, ObjectMapper> READERS = Map.of(StreamForm.JSON,
            JsonMapper.shared(), StreamForm.CBOR, new CBORMapper());
    private static final TickSummary TICKS = new TickSummary(3, 20, 19, Long.MAX_VALUE, 40, 0);
    private static final WindowView WINDOW = new WindowView(10, 9_500_000_000L, TICKS, 7, 8,
            List.of(new ResourceLive("\u00e9\u2028\ud83d\ude80\"\\</script>\u0000", 1, 2, 3, 4.25,
                    5, 6, 7, 0.1, -0.0, 1e-300, 8, 9, 10, -1)));
    private static final LiveSnapshot SNAPSHOT = new LiveSnapshot(5, 1_700_000_000_123L, "one",
            "64 players", ServerState.LIVE, 1_700_000_000_000L, 50_000_000, List.of(),
            List.of(WINDOW),
            new OwnCost(1, 2, Map.of("ringFull", 3L), 0, 65_536, 17, "tsc", 40, 0, -1, 2.5, 9, 10,
                    29.5, 30, 0),
            4);

    private static byte[] update(StreamForm form, List<TickPoint> ticks) {
        byte[] server = form.object(List.of(StreamMessages.server(form, SNAPSHOT),
                StreamMessages.ticks(form, ticks), StreamMessages.window(form, WINDOW)));
        return StreamMessages.update(form, 2, List.of(server, server));
    }

    private static List<TickPoint> ticks(int count) {
        List<TickPoint> ticks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ticks.add(new TickPoint(i, 1000 + i, i == 1234 ? 99 : 1 + i % 3, 50));
        }
        return ticks;
    }

    private static JsonNode ticksOf(StreamForm form, int count) {
        return READERS.get(form).readTree(
                form.object(List.of(StreamMessages.ticks(form, ticks(count))))).path("ticks");
    }

    /** Numbers of another width are equal in one form and not in the other: text tells them all. */
    private static String text(StreamForm form, byte[] message) {
        return READERS.get(form).readTree(message).toString();
    }

    @Test
    void shouldSayTheSameInBothForms() {
        assertThat(text(StreamForm.CBOR, update(StreamForm.CBOR, ticks(20))))
                .isEqualTo(text(StreamForm.JSON, update(StreamForm.JSON, ticks(20))))
                .contains("\"skipped\":2", "</script>", "9223372036854775807");
        assertThat(text(StreamForm.CBOR,
                StreamMessages.hello(StreamForm.CBOR, List.of("one", "two"), true,
                        Subscription.USUAL)))
                .isEqualTo(text(StreamForm.JSON,
                        StreamMessages.hello(StreamForm.JSON, List.of("one", "two"), true,
                                Subscription.USUAL)))
                .contains("fxprof/stream/1", "\"servers\":[\"one\",\"two\"]");
        assertThat(text(StreamForm.CBOR, StreamMessages.update(StreamForm.CBOR, 0, List.of())))
                .isEqualTo(text(StreamForm.JSON,
                        StreamMessages.update(StreamForm.JSON, 0, List.of())))
                .endsWith("\"servers\":[]}");
    }

    @Test
    void shouldBeSmallerInBinaryForm() {
        assertThat(update(StreamForm.CBOR, ticks(20)).length)
                .isLessThan(update(StreamForm.JSON, ticks(20)).length);
    }

    @ParameterizedTest
    @EnumSource
    void shouldMergeTooManyTicksIntoTheLongestOfEachFew(StreamForm form) {
        JsonNode merged = ticksOf(form, 3999);
        assertThat(merged.path("each").asInt()).isEqualTo(3);
        assertThat(merged.path("rows").size()).isEqualTo(1333);
        List<Long> longest = new ArrayList<>();
        merged.path("rows").forEach(row -> longest.add(row.get(2).asLong()));
        assertThat(longest).contains(99L).doesNotContain(1L, 2L).startsWith(3L);
        assertThat(ticksOf(form, 2).toString())
                .isEqualTo("{\"each\":1,\"rows\":[[0,1000,1,50],[1,1001,2,50]]}");
        assertThat(ticksOf(form, 0).toString()).isEqualTo("{\"each\":1,\"rows\":[]}");
    }
}
