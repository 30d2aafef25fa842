package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Traces of {@code serve --otlp}, taken by a receiver that others have written. */
class OtlpReceiverIT {
    private static final Path RECEIVERS = Path.of("receivers").toAbsolutePath();

    static Served serve(String name, String address, String ticks) {
        return Served.start(name, "--simulate", "--otlp", address, "--otlp-interval", "1",
                "--otlp-ticks", ticks, "--otlp-attribute", "host.name=machine one");
    }

    /** Elastic's receiver: prints its address, then what it understood, a line a request. */
    private static Process elastic(Path folder) throws IOException {
        Requirement.require(Requirement.runs("node", "--version")
                && Files.isDirectory(RECEIVERS.resolve("node_modules")), "OtlpReceiverIT",
                "needs node, and npm ci in fxprof-it/receivers");
        return new ProcessBuilder("node", RECEIVERS.resolve("receive.mjs").toString())
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile()).start();
    }

    @Test
    void shouldGiveElasticsReceiverTracesWithTheirLinks() throws IOException {
        Path folder = Folders.fresh("otlp-elastic");
        Path out = folder.resolve("out");
        Process receiver = elastic(folder);
        try (Served other = Served.start("otlp-waiting", "--segment", "no-such.fxseg")) {
            other.await("it listens", () -> Folders.read(out).contains("\n"));
            String address = Folders.read(out).lines().findFirst().orElseThrow();
            try (Served served = serve("otlp-traces", address, "1")) {
                served.await("a slice has a cause in another tick or thread",
                        () -> spans(out).stream().anyMatch(span -> isCausedElsewhere(span)));
                assertThat(served.interrupt()).isZero();
            }
            assertWhole(spans(out));
            assertThat(requests(out)).allSatisfy(request -> assertServer(
                    request.path("resourceSpans").get(0).path("resource").path("attributes")));
        } finally {
            receiver.destroyForcibly();
        }
        assertThat(folder.resolve("err")).isEmptyFile();
    }

    private static void assertServer(JsonNode attributes) {
        assertThat(Map.of("service.name", "fivem-server", "service.instance.id", "simulation",
                "host.name", "machine one")).allSatisfy(
                        (name, value) -> assertThat(
                                attributes.path(name).asString()).isEqualTo(value));
    }

    private static boolean isCausedElsewhere(JsonNode span) {
        return span.path("links").valueStream().anyMatch(
                link -> !link.path("traceId").asString().equals(span.path("traceId").asString()));
    }

    /** Requests with traces that have come whole. */
    private static List<JsonNode> requests(Path out) {
        String text = Folders.read(out);
        return text.substring(0, text.lastIndexOf('\n') + 1).lines().skip(1)
                .map(JsonMapper.shared()::readTree).toList();
    }

    private static List<JsonNode> spans(Path out) {
        List<JsonNode> spans = new ArrayList<>();
        for (JsonNode request : requests(out)) {
            for (JsonNode resource : request.path("resourceSpans")) {
                resource.path("scopeSpans")
                        .forEach(scope -> scope.path("spans").forEach(spans::add));
            }
        }
        return spans;
    }

    /** Parents and causes are all there, and slices say what they are. */
    private static void assertWhole(List<JsonNode> spans) {
        Set<List<String>> all = new HashSet<>();
        spans.forEach(span -> all.add(id(span, "spanId")));
        assertThat(all).hasSameSizeAs(spans);
        for (JsonNode span : spans) {
            assertThat(span.path("name").asString()).isNotEmpty();
            assertThat(span.path("attributes").path("fxprof.kind").asString())
                    .as(span.toString()).isNotEmpty();
            if (!span.path("parentSpanId").asString("").isEmpty()) {
                assertThat(all).as(span.toString()).contains(id(span, "parentSpanId"));
            }
            span.path("links").forEach(link -> {
                assertThat(all).as(span.toString()).contains(id(link, "spanId"));
                assertThat(link.path("attributes").path("fxprof.link").asString())
                        .isIn("cause", "continues");
            });
        }
        assertThat(spans).extracting(span -> span.path("name").asString())
                .anyMatch(name -> name.startsWith("event "))
                .anyMatch(name -> name.startsWith("tick"));
    }

    private static List<String> id(JsonNode of, String name) {
        return List.of(of.path("traceId").asString(), of.path(name).asString());
    }
}
