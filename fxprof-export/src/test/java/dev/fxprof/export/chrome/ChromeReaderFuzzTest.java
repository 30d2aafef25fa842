package dev.fxprof.export.chrome;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fxprof.api.CaptureCost;
import dev.fxprof.api.SamplingStep;
import dev.fxprof.api.TraceTarget;
import dev.fxprof.export.RandomTrees;
import dev.fxprof.export.TestSites;
import dev.fxprof.export.fuzz.Mutator;
import dev.fxprof.export.fuzz.Mutators;
import dev.fxprof.export.fuzz.ReaderFuzz;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChromeReaderFuzzTest {
    private static final Duration USUAL = Duration.ofSeconds(4);
    private static final Pattern VALUE = Pattern.compile(
            "(?<=[:,\\[])(?:\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\"(?!:)|-?[0-9.]+|true)");
    private static final Pattern EVENT = Pattern.compile("\\{\"ph\".*?\\}(?=\\s*[,\\]])");
    private static final List<String> VALUES = List.of("0", "-0", "1", "1.5", "-1",
            "9223372036854775807", "9223372036854775808", "-9223372036854775808", "1e308", "1e999",
            "1e-999", "2305843009213693951", "0.0000000000000000000000000001", "NaN", "Infinity",
            "-Infinity", "null", "true", "{}", "[]", "[[[[]]]]", "{\"a\":{\"b\":[1,{}]}}", "\"\"",
            "\"\\ud800\"", "\"\\udc00\\ud800\"", "\"\u0000\"", "\"X\"", "\"B\"", "\"E\"", "\"b\"",
            "\"e\"", "\"s\"", "\"f\"", "\"t\"", "\"C\"", "\"M\"", "\"i\"", "\"P\"", "\"12\"",
            "\"lua\"", "\"native\"", "\"thread_name\"", "\"continue\"", "\"lost\"",
            "\"spans lost\"", "\"" + "long ".repeat(2000) + "\"", "12".repeat(3000));
    private static final List<String> WORDS = List.of("{", "}", "[", "]", ",", ":", "\"", "\\",
            "\\u", "\\ud8", "\"ph\":", "\"ts\":", "\"dur\":", "\"args\":{", "\"id\":1,",
            "\"bp\":\"e\",", "\"name\":\"a\",\"name\":", "/**/", "//\n", "'", "e", "-", ".", "\n",
            "\uFEFF", "\u0000", "[".repeat(70_000), "{\"a\":".repeat(70_000), "\"traceEvents\":[");
    private static final String FOREIGN = """
            {"displayTimeUnit":"ms","traceEvents":[
            {"ph":"B","name":"a","cat":"x,y","pid":1,"tid":2,"ts":1},
            {"ph":"B","name":"b","pid":1,"tid":2,"ts":2,"args":{"file":"f","line":3}},
            {"ph":"E","name":"b","pid":1,"tid":2,"ts":3},
            {"ph":"E","pid":1,"tid":2,"ts":"4.5"},
            {"ph":"X","name":"c","pid":"p","tid":"t","ts":1e1,"dur":5,"bind_id":1,"flow_out":true},
            {"ph":"X","name":"d","pid":"p","tid":"t","ts":12,"dur":7,"bind_id":1,"flow_in":true},
            {"ph":"b","name":"op","cat":"n","id":"0x1","pid":1,"ts":5},
            {"ph":"n","name":"op","cat":"n","id":"0x1","pid":1,"ts":6},
            {"ph":"b","name":"op","cat":"n","id2":{"local":"0x1"},"pid":1,"ts":6},
            {"ph":"e","name":"op","cat":"n","id2":{"local":"0x1"},"pid":1,"ts":7},
            {"ph":"e","name":"op","cat":"n","id":"0x1","pid":1,"ts":8},
            {"ph":"s","name":"f","cat":"n","id":7,"pid":1,"tid":2,"ts":2},
            {"ph":"t","name":"f","cat":"n","id":7,"pid":1,"tid":2,"ts":3},
            {"ph":"f","name":"f","cat":"n","id":7,"pid":1,"tid":2,"ts":4,"bp":"e"},
            {"ph":"C","name":"mem","pid":1,"ts":4,"args":{"a":1,"b":"2.5"}},
            {"ph":"i","name":"now","s":"g","pid":1,"ts":4},
            {"ph":"P","name":"sample","pid":1,"ts":4,"sf":1},
            {"ph":"M","name":"thread_name","pid":1,"tid":2,"args":{"name":"main"}}
            ],"samples":[{"sf":1}],"stackFrames":{"1":{"name":"x"}}}
            """;

    @TempDir
    private Path folder;

    @Test
    void shouldReadOrRefuseAnyFile() throws IOException {
        List<byte[]> seeds = new ArrayList<>(List.of(FOREIGN.getBytes(StandardCharsets.UTF_8)));
        for (int seed = 1; seed <= 3; seed++) {
            seeds.add(recording(seed, seed < 3));
        }
        List<Mutator> mutators = new ArrayList<>(Mutators.ofBytes());
        mutators.add(Mutators.words(WORDS.stream()
                .map(word -> word.getBytes(StandardCharsets.UTF_8)).toList()));
        mutators.add(ChromeReaderFuzzTest::otherValues);
        mutators.add(ChromeReaderFuzzTest::otherOrder);
        mutators.add(ChromeReaderFuzzTest::nonsense);
        ReaderFuzz.Result result = new ReaderFuzz(new ChromeTraceReader(), seeds, mutators)
                .run(USUAL);
        assertThat(result.taken()).isGreaterThan(100);
        assertThat(result.refused()).isGreaterThan(100);
    }

    private byte[] recording(long seed, boolean ids) throws IOException {
        TestSites sites = new TestSites();
        var writer = new ChromeTraceWriterFactory()
                .open(new TraceTarget(folder, sites, "the server", 0, ids));
        new RandomTrees(seed, sites, 3, true).to(writer);
        writer.sampling(new SamplingStep(5, sites.function("bank", "name 1"), 4));
        writer.cost(new CaptureCost(9, 8, 1, 0, 0, 0, 0, 64, 3, "tsc", 5, 0));
        writer.close();
        List<String> lines = Files.readAllLines(writer.files().getFirst());
        int some = Math.min(120, lines.size() - 1);
        return (String.join("\n", lines.subList(0, some)) + "\n" + lines.getLast())
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Values that stand there are replaced by others that the format, or only JSON, knows. */
    private static byte[] otherValues(byte[] seed, SplittableRandom random) {
        String text = new String(seed, StandardCharsets.ISO_8859_1);
        int every = 1 + random.nextInt(40);
        return VALUE.matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(random.nextInt(every) == 0
                        ? VALUES.get(random.nextInt(VALUES.size()))
                        : match.group()))
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Events change places. */
    private static byte[] otherOrder(byte[] seed, SplittableRandom random) {
        String text = new String(seed, StandardCharsets.ISO_8859_1);
        List<String> events = new ArrayList<>(EVENT.matcher(text).results()
                .map(MatchResult::group).toList());
        for (int i = events.size(); i > 1; i--) {
            events.add(events.remove(random.nextInt(i)));
        }
        return ("[" + String.join(",", events) + "]").getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Events of which each member is there by chance, with a value by chance. */
    private static byte[] nonsense(byte[] seed, SplittableRandom random) {
        StringBuilder text = new StringBuilder("[");
        for (int i = random.nextInt(50); i >= 0; i--) {
            text.append("{\"ph\":\"").append("XXXBBEEbestfCMiP".charAt(random.nextInt(16)))
                    .append("\",\"ts\":").append(random.nextInt(20));
            for (Key key : Key.values()) {
                if (random.nextInt(6) == 0) {
                    text.append(",\"").append(key.name().toLowerCase(Locale.ROOT))
                            .append("\":")
                            .append(random.nextBoolean()
                                    ? String.valueOf(random.nextInt(20))
                                    : VALUES.get(random.nextInt(VALUES.size())));
                }
            }
            text.append(i == 0 ? "}]" : "},");
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
