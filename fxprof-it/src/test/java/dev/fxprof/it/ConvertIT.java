package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ConvertIT {
    private static final Duration LONGEST = Duration.ofMinutes(10);

    @TempDir
    private Path folder;

    /** A run of the built-in server as a Chrome trace. */
    @TempDir
    private static Path run;
    private static JsonNode whole;

    @BeforeAll
    static void record() {
        whole = Command.simulate("--duration", "300t", "--seed", "7", "--trace", "chrome",
                "--json", "--out", run.toString()).run().succeeded().json();
    }

    private static Path recorded() {
        return Path.of(whole.path("files").get(0).path("path").asString());
    }

    private static Command convert(Path from, Path to, String... more) {
        return Command.fxprof("convert", from.toString(), "-o", to.toString()).and(more)
                .within(LONGEST);
    }

    private JsonNode verified(Path from, Path to, String... more) {
        JsonNode json = convert(from, to, more).and("--verify", "--json").run().succeeded().json();
        assertThat(json.path("equal").asBoolean()).isTrue();
        assertThat(json.path("schema").asString()).isEqualTo("fxprof/convert/1");
        return json;
    }

    private static Map<String, Long> totals(JsonNode side) {
        Map<String, Long> totals = new TreeMap<>();
        side.path("totalNanos").properties()
                .forEach(total -> totals.put(total.getKey(), total.getValue().asLong()));
        return totals;
    }

    @Test
    void shouldAgreeInAllFormatsOneAfterTheOther() throws IOException {
        Path perfetto = folder.resolve("a.pftrace");
        Path csv = folder.resolve("b.csv");
        Path speedscope = folder.resolve("c.speedscope.json");
        Path chrome = folder.resolve("d.json");
        JsonNode first = verified(recorded(), perfetto);
        verified(perfetto, csv);
        verified(csv, speedscope);
        JsonNode last = verified(speedscope, chrome);
        assertThat(last.path("output").path("spans").asLong())
                .isEqualTo(first.path("input").path("spans").asLong())
                .isEqualTo(whole.path("spans").asLong());
        assertThat(totals(last.path("output"))).isEqualTo(totals(first.path("input")))
                .isEqualTo(totalsOf(chrome)).isEqualTo(totalsOf(recorded()));
        long self = first.path("input").path("selfNanos").asLong();
        verified(chrome, folder.resolve("e.svg"));
        verified(chrome, folder.resolve("f.collapsed"));
        assertThat(sumOf(folder.resolve("f.collapsed"))).isBetween(self - 1_000_000,
                self + 1_000_000);
    }

    /** By a parser that knows nothing of the project's own readers. */
    private static Map<String, Long> totalsOf(Path chrome) throws IOException {
        Map<String, Long> totals = new TreeMap<>();
        try (Stream<String> lines = Files.lines(chrome)) {
            lines.filter(line -> line.contains("\"ph\":\"X\"")).forEach(line -> {
                JsonNode slice = JsonMapper.shared()
                        .readTree(line.substring(line.indexOf('{'), line.lastIndexOf('}') + 1));
                if (!slice.path("args").has("placeholder")) {
                    totals.merge(slice.path("name").asString(),
                            slice.path("dur").decimalValue().movePointRight(3).longValueExact(),
                            Long::sum);
                }
            });
        }
        return totals;
    }

    private static long sumOf(Path collapsed) throws IOException {
        try (Stream<String> lines = Files.lines(collapsed)) {
            return lines.mapToLong(line -> Long.parseLong(
                    line.substring(line.lastIndexOf(' ') + 1))).sum();
        }
    }

    @Test
    void shouldConvertWhatIsCutOffAnywhere() throws IOException {
        byte[] bytes = Files.readAllBytes(recorded());
        Path cut = Files.write(folder.resolve("cut.json"),
                Arrays.copyOf(bytes, bytes.length / 10 + 7));
        JsonNode json = verified(cut, folder.resolve("cut.pftrace"));
        assertThat(json.path("repairs")).isNotEmpty();
        assertThat(json.path("input").path("slices").asLong()).isPositive()
                .isLessThan(whole.path("slices").asLong());
        byte[] binary = Files.readAllBytes(folder.resolve("cut.pftrace"));
        Path again = Files.write(folder.resolve("again.pftrace"),
                Arrays.copyOf(binary, binary.length / 2));
        assertThat(verified(again, folder.resolve("again.csv")).path("repairs")).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({"--ring-slots,256", "--max-trace-size,4M"})
    void shouldConvertALossyAndARotatedCapture(String option, String value) {
        Path out = folder.resolve("out");
        JsonNode run = Command.simulate("--duration", "40t", "--seed", "3", "--profile", "full",
                "--trace", "chrome", "--json", option, value, "--out", out.toString()).run()
                .succeeded().json();
        JsonNode files = run.path("files");
        Path last = Path.of(files.get(files.size() - 1).path("path").asString());
        for (String name : List.of("x.pftrace", "x.csv", "x.speedscope.json", "x.collapsed")) {
            verified(last, folder.resolve(name));
        }
    }

    @Test
    void shouldRefuseWhatItCannotDoInOneSentenceAndLeaveNothing() throws IOException {
        Path text = Files.writeString(folder.resolve("notes.txt"), "no capture\n");
        Path kept = Files.writeString(folder.resolve("kept.csv"), "kept");
        assertRefused(convert(text, kept), 2, "notes.txt");
        assertRefused(convert(folder.resolve("none.json"), kept), 2, "there is no file");
        assertRefused(convert(text, folder.resolve("x.unknown")), 2, "does not say its format");
        assertRefused(convert(text, kept, "--to", "word"), 2, "expected one of chrome");
        assertRefused(convert(text, folder.resolve("no/x.csv")), 3, "there is no folder");
        assertRefused(convert(kept, kept), 2, "is the capture that is read");
        assertRefused(convert(text, kept, "--anonymise-key-file", text.toString()), 2,
                "needs --anonymise");
        assertRefused(
                convert(text, kept, "--anonymise", "--anonymise-key-file", text.toString()), 2,
                "has 11 bytes, expected 16");
        assertThat(kept).hasContent("kept");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactlyInAnyOrder(text, kept);
        }
    }

    private static void assertRefused(Command command, int exit, String words) {
        Command.Result result = command.run();
        assertThat(result.exit()).as(result.err()).isEqualTo(exit);
        assertThat(result.errors()).singleElement().asString().startsWith("fxprof: ")
                .contains(words);
        assertThat(result.out()).isEmpty();
    }

    @Test
    void shouldGiveEqualHashesWithOneKey() throws IOException {
        String license = "0123456789abcdef0123456789abcdef01234567";
        Path csv = folder.resolve("in.json");
        Files.writeString(csv, "[{\"ph\":\"X\",\"pid\":1,\"tid\":1,\"ts\":1,\"dur\":5,\"name\":"
                + "\"save license:" + license + " from 203.0.113.7\"}]");
        Path key = Files.writeString(folder.resolve("key"), "a key that is long enough");
        String hashed = verified(csv, folder.resolve("a.csv"), "--anonymise",
                "--anonymise-key-file", key.toString()).path("input").path("totalNanos")
                .propertyNames().iterator().next();
        String again = verified(csv, folder.resolve("b.csv"), "--anonymise",
                "--anonymise-key-file", key.toString()).path("input").path("totalNanos")
                .propertyNames().iterator().next();
        assertThat(hashed).isEqualTo(again)
                .matches("save license:id-[0-9a-f]{16} from \\(address\\)");
        verified(csv, folder.resolve("c.csv"), "--anonymise");
        for (String name : List.of("a.csv", "b.csv", "c.csv")) {
            assertThat(Files.readString(folder.resolve(name))).doesNotContain(license)
                    .doesNotContain("203.0.113.7");
        }
        assertThat(Files.readString(folder.resolve("c.csv"))).doesNotContain(hashed);
    }
}
