package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.Span;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** docs/fleet.md: what servers send to a collector, and the files of its example. */
class FleetIT {
    private static final Path EXAMPLE = Folders.project().resolve("docs/examples/fleet");
    private static final Pattern SERIES = Pattern.compile("(?<![:\\w])fxprof_\\w+(?!\\w*:)");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)[^}]*}");
    private static final Pattern ROW = Pattern
            .compile("\\| .+ \\| .+ \\| ([0-9.]+) MB \\| ([0-9.]+) GB \\|");
    /** What the page says to make beside the files. */
    private static final Set<String> OWN = Set.of("./collector-key", "./tls", "./data", "./token",
            "./collector-headers");

    @Test
    void shouldSendTracesWhoseLinksAndParentsAllArriveAndTheSeriesThatTheRulesAskFor()
            throws Exception {
        try (Collector collector = new Collector();
                Served served = Served.start("fleet", "--simulate", "--otlp", collector.address(),
                        "--otlp-interval", "1", "--otlp-ticks", "1", "--otlp-attribute",
                        "host.name=machine one")) {
            served.await("a slice has a cause in another tick or thread", () -> collector.spans()
                    .stream().anyMatch(span -> span.getLinksList().stream()
                            .anyMatch(link -> !link.getTraceId().equals(span.getTraceId()))));
            served.await("metrics come",
                    () -> collector.series().contains("fxprof_events_total"));
            assertThat(served.interrupt()).isZero();
            shouldBeWhole(collector.spans());
            assertThat(collector.resources()).singleElement()
                    .satisfies(FleetIT::shouldBeTheServer);
            // Not every run has a loss, which that counter is about.
            Set<String> series = new TreeSet<>(collector.series());
            series.add("fxprof_dropped_total");
            assertThat(asked()).isNotEmpty().isSubsetOf(series);
        }
    }

    private static void shouldBeTheServer(Resource resource) {
        assertThat(List.of("service.name", "service.instance.id", "host.name"))
                .extracting(key -> Collector.attribute(resource.getAttributesList(), key))
                .containsExactly("fivem-server", "simulation", "machine one");
    }

    /** Nothing comes twice or leads into the void: neither to a span around nor to a cause. */
    private static void shouldBeWhole(List<Span> spans) {
        Set<List<ByteString>> all = spans.stream()
                .map(span -> List.of(span.getTraceId(), span.getSpanId()))
                .collect(Collectors.toSet());
        assertThat(all).hasSameSizeAs(spans);
        for (Span span : spans) {
            if (!span.getParentSpanId().isEmpty()) {
                assertThat(all).as(span.getName())
                        .contains(List.of(span.getTraceId(), span.getParentSpanId()));
            }
            span.getLinksList().forEach(link -> assertThat(all).as(span.getName())
                    .contains(List.of(link.getTraceId(), link.getSpanId())));
        }
    }

    /** Every series that a rule reads, but those that rules make. */
    static Set<String> asked() {
        Set<String> names = new TreeSet<>();
        for (JsonNode group : yaml("fleet-rules.yml").path("groups")) {
            for (JsonNode rule : group.path("rules")) {
                Matcher series = SERIES.matcher(rule.path("expr").asString());
                while (series.find()) {
                    if (!List.of("fxprof_resource", "fxprof_reason").contains(series.group())) {
                        names.add(series.group());
                    }
                }
            }
        }
        return names;
    }

    private static JsonNode yaml(String file) {
        return YAMLMapper.shared().readTree(Folders.read(EXAMPLE.resolve(file)));
    }

    @Test
    void shouldHaveRulesThatPrometheusTakes() {
        Requirement.require(Requirement.runs("promtool", "--version"), "FleetIT",
                "needs promtool (Debian: prometheus)");
        assertThat(Command.of("promtool", "check", "rules",
                EXAMPLE.resolve("fleet-rules.yml").toString()).run().succeeded().out())
                .contains("7 rules found");
    }

    @Test
    void shouldNameOnlyWhatIsThere() {
        JsonNode services = yaml("compose.yml").path("services");
        for (String file : List.of("compose.yml", "server/compose.yml")) {
            for (JsonNode service : yaml(file).path("services")) {
                for (JsonNode volume : service.path("volumes")) {
                    String from = volume.asString().split(":")[0];
                    assertThat(!from.startsWith("./") || OWN.contains(from)
                            || Files.isRegularFile(EXAMPLE.resolve(from))).as(from).isTrue();
                }
            }
        }
        JsonNode collector = yaml("collector.yml");
        for (JsonNode pipeline : collector.path("service").path("pipelines")) {
            for (String part : List.of("receivers", "processors", "exporters")) {
                pipeline.path(part).forEach(name -> assertThat(
                        collector.path(part).has(name.asString())).as(name.asString()).isTrue());
            }
        }
        List<String> addresses = new ArrayList<>();
        collector.path("exporters").forEach(one -> addresses.add(one.path("endpoint").asString()));
        yaml("grafana-datasources.yml").path("datasources")
                .forEach(one -> addresses.add(one.path("url").asString()));
        assertThat(addresses).hasSize(4).allSatisfy(address -> assertThat(services
                .has(address.replaceAll("^http://|:[0-9]+.*$", ""))).as(address).isTrue());
        assertThat(yaml("prometheus.yml").path("rule_files").get(0).asString())
                .isEqualTo("fleet-rules.yml");
    }

    @Test
    void shouldGiveServeOnlyOptionsThatItKnows() {
        List<String> words = new ArrayList<>(List.of("serve"));
        for (JsonNode word : yaml("server/compose.yml").path("services").path("fxprof")
                .path("command")) {
            words.add(VARIABLE.matcher(word.asString())
                    .replaceAll(variable -> variable.group(1).equals("COLLECTOR")
                            ? "https://centre.example:4318"
                            : "one"));
        }
        Command.Result run = Command.fxprof(words.toArray(String[]::new)).run();
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.errors()).singleElement().asString().contains("--server: ",
                "/srv/server-data");
    }

    @Test
    void shouldMeasureWhatThePageSays() {
        Command.Result run = Command.of(Path.of(System.getProperty("java.home"), "bin", "java")
                .toString(), EXAMPLE.resolve("Measure.java").toString(), "--warmup", "1",
                "--seconds", "3", "--otlp-interval", "1", "--otlp-ticks", "1")
                .in(Folders.project()).run().succeeded();
        List<Matcher> rows = run.out().lines().map(ROW::matcher).filter(Matcher::matches).toList();
        assertThat(rows).as(run.out()).hasSize(5);
        assertThat(rows.subList(0, 4)).allSatisfy(
                row -> assertThat(Double.parseDouble(row.group(1))).isPositive());
        String page = Folders.read(Folders.project().resolve("docs/fleet.md"));
        assertThat(run.out().lines().filter(line -> line.startsWith("| "))
                .map(line -> line.split("\\|")[1])).allSatisfy(
                        what -> assertThat(page).contains("|" + what + "|"));
    }
}
