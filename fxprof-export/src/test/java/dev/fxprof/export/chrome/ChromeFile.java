package dev.fxprof.export.chrome;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class ChromeFile {
    private static final JsonMapper JSON = new JsonMapper();

    final List<JsonNode> events = new ArrayList<>();

    private ChromeFile(byte[] text) {
        JSON.readTree(text).forEach(events::add);
    }

    static ChromeFile read(Path path) throws IOException {
        return new ChromeFile(Files.readAllBytes(path));
    }

    static ChromeFile readCut(byte[] bytes, int length) {
        return new ChromeFile(
                (new String(bytes, 0, length, StandardCharsets.UTF_8) + "]")
                        .getBytes(StandardCharsets.UTF_8));
    }

    List<JsonNode> of(String phase) {
        return events.stream().filter(event -> event.get("ph").asString().equals(phase)).toList();
    }

    JsonNode slice(String name) {
        return of("X").stream().filter(event -> event.get("name").asString().equals(name))
                .findFirst().orElseThrow();
    }

    static long nanos(JsonNode micros) {
        return Math.round(micros.asDouble() * 1000);
    }

    void shouldHoldItsPromises() {
        Map<Long, List<JsonNode>> slices = new HashMap<>();
        Set<Long> begun = new HashSet<>();
        for (JsonNode slice : of("X")) {
            long id = slice.get("args").get("span_id").asLong();
            slices.computeIfAbsent(id, _ -> new ArrayList<>()).add(slice);
            if (slice.get("args").get("continued") == null) {
                assertThat(begun.add(id)).as("one beginning of span %s", id).isTrue();
            }
        }
        Map<Long, JsonNode> starts = new HashMap<>();
        of("s").forEach(start -> assertThat(starts.put(start.get("id").asLong(), start)).isNull());
        Set<String> continuedAt = new HashSet<>();
        for (JsonNode finish : of("f")) {
            JsonNode start = starts.remove(finish.get("id").asLong());
            shouldTie(slices, start, finish);
            if (finish.get("name").asString().equals("continue")) {
                continuedAt.add(finish.get("args").get("to_span_id") + "@" + finish.get("ts"));
            }
        }
        assertThat(starts).isEmpty();
        for (JsonNode slice : of("X")) {
            JsonNode args = slice.get("args");
            if (args.get("continued") != null) {
                assertThat(continuedAt).contains(args.get("span_id") + "@" + slice.get("ts"));
            }
            if (args.get("parent_span_id") != null) {
                assertThat(slices.get(args.get("parent_span_id").asLong()))
                        .anyMatch(parent -> encloses(parent, slice));
            }
        }
    }

    private static void shouldTie(Map<Long, List<JsonNode>> slices, JsonNode start,
            JsonNode finish) {
        assertThat(finish.get("bp").asString()).isEqualTo("e");
        assertThat(slices.get(start.get("args").get("from_span_id").asLong()))
                .anyMatch(slice -> nanos(slice.get("ts")) <= nanos(start.get("ts"))
                        && nanos(start.get("ts")) <= end(slice));
        assertThat(slices.get(finish.get("args").get("to_span_id").asLong()))
                .anyMatch(slice -> slice.get("ts").equals(finish.get("ts")));
    }

    private static boolean encloses(JsonNode parent, JsonNode child) {
        return nanos(parent.get("ts")) <= nanos(child.get("ts")) && end(parent) >= end(child)
                && parent.get("tid").equals(child.get("tid"));
    }

    private static long end(JsonNode slice) {
        return nanos(slice.get("ts")) + nanos(slice.get("dur"));
    }
}
