package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Figures that the page of {@code serve} shows of a capture, beside those of {@code fxprof report}. */
final class ServePageFigures {
    /** The page shows three digits. */
    private static final double ROUNDING = 0.0051;
    private static final double PERCENT_STEP = 0.051;
    private static final Map<String, String> DURATIONS = Map.of("Self", "selfNanos", "Total",
            "totalNanos", "Median", "p50Nanos", "p99", "p99Nanos", "Max", "maxNanos");

    private ServePageFigures() {
    }

    /** Compares the ticks, and every figure of every resource. */
    static void assertSame(JsonNode shown, JsonNode report) {
        JsonNode cards = shown.path("cards");
        JsonNode tick = report.path("tickTimes").isMissingNode()
                ? report.path("tick")
                : report.path("tickTimes");
        assertThat(cards.path("over").asString().replace(",", ""))
                .endsWith(" of " + report.path("ticks").asLong());
        assertDuration("median tick", cards.path("tick"), tick.path("p50Nanos"));
        assertDuration("p99 tick", cards.path("p99"), tick.path("p99Nanos"));
        assertDuration("longest tick", cards.path("max"), tick.path("maxNanos"));
        Map<String, JsonNode> rows = new HashMap<>();
        report.path("resources").forEach(row -> rows.put(row.path("name").asString(), row));
        assertThat(shown.path("resources").size()).isEqualTo(rows.size()).isGreaterThan(20);
        for (JsonNode line : shown.path("resources")) {
            String name = line.path("Resource").asString();
            JsonNode row = rows.get(name);
            assertThat(row).as(name).isNotNull();
            DURATIONS.forEach((head, field) -> assertDuration(name + " " + head, line.path(head),
                    row.path(field)));
            assertThat(Double.parseDouble(line.path("Share").asString().replace(" %", "")))
                    .as(name).isCloseTo(row.path("tickPercent").asDouble(), within(PERCENT_STEP));
        }
    }

    private static void assertDuration(String what, JsonNode shown, JsonNode nanos) {
        assertThat(nanos.isNumber()).as(what).isTrue();
        double expected = nanos.asDouble();
        assertThat(nanos(shown.asString())).as(what + ": " + shown)
                .isCloseTo(expected, within(ROUNDING * expected));
    }

    private static double nanos(String text) {
        if (text.equals("0")) {
            return 0;
        }
        String[] parts = text.split(" ");
        double unit = switch (parts[1]) {
            case "µs" -> 1e3;
            case "ms" -> 1e6;
            case "s" -> 1e9;
            default -> throw new AssertionError("no duration: " + text);
        };
        return Double.parseDouble(parts[0]) * unit;
    }
}
