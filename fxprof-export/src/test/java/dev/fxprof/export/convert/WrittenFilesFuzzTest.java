package dev.fxprof.export.convert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fxprof.api.Capture;
import dev.fxprof.api.TraceReader;
import dev.fxprof.api.TraceWriterFactory;
import dev.fxprof.export.fuzz.Mutator;
import dev.fxprof.export.fuzz.Mutators;
import dev.fxprof.export.fuzz.ReaderFuzz;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WrittenFilesFuzzTest {
    private static final Duration USUAL = Duration.ofSeconds(4);
    /** Their readers have a test of their own, or another format here. */
    private static final Set<String> MORE_ELSEWHERE = Set.of("chrome", "perfetto",
            "speedscope-sampled");
    private static final Duration SHORT = Duration.ofSeconds(2);
    private static final String[] NUMBERS = {"NaN", "-Infinity", "-1", "0", "1e999", "-1e-999",
            "9223372036854775807", "9223372036854775808", "-9223372036854775809",
            "18446744073709551616", "2305843009213693953", "0.0000000000000001",
            "9".repeat(400)};
    private static final String[] WORDS = {"[", "{\"a\":", "]", "}", "\"", ",", ":", ";", "\n",
            "\r\n", "\0", "\\u0000", "\\ud800", "\"name\":", "\"name\":\"x\",\"name\":7", "null",
            "<g>", "</svg>", "<!--", "&#0;", "=cmd", "\u202E", " 1\n", "[".repeat(20_000),
            "{\"a\":".repeat(20_000), "a;".repeat(20_000), "<g>".repeat(20_000)};
    /** Broken UTF-8, lengths and numbers of protobuf beyond all measure, groups, compressed nothing. */
    private static final String[] BYTES = {"c328", "fffe", "eda080", "f8a1a1a1a1",
            "0affffffff07", "0affffffffffffffffff01", "ffffffffffffffffffffff", "0a00", "0b0b0b0b",
            "920303789c63", "40ffffffffffffffffff01"};

    @TempDir
    private Path folder;

    static Stream<String> formats() {
        return ServiceLoader.load(TraceWriterFactory.class).stream()
                .map(provider -> provider.get().format());
    }

    private byte[] written(String format, int step, int slices) throws IOException {
        TraceWriterFactory factory = ServiceLoader.load(TraceWriterFactory.class).stream()
                .map(ServiceLoader.Provider::get).filter(one -> one.format().equals(format))
                .findFirst().orElseThrow();
        Path file = folder.resolve("seed" + factory.extension());
        try (Capture capture = HardCapture.of(step, step, slices);
                Conversion conversion = new Conversion(factory, file)) {
            conversion.write(capture, UnaryOperator.identity());
            conversion.commit();
        }
        return Files.readAllBytes(file);
    }

    private static TraceReader reader(byte[] file) {
        byte[] head = Arrays.copyOf(file, Math.min(file.length, TraceReader.HEAD));
        return ServiceLoader.load(TraceReader.class).stream().map(ServiceLoader.Provider::get)
                .filter(reader -> reader.recognises(head)).findFirst().orElseThrow();
    }

    private static byte[] number(byte[] seed, SplittableRandom random) {
        int at = seed.length == 0 ? 0 : random.nextInt(seed.length);
        while (at < seed.length && (seed[at] < '0' || seed[at] > '9')) {
            at++;
        }
        int end = at;
        while (end < seed.length && seed[end] >= '0' && seed[end] <= '9') {
            end++;
        }
        return Mutators.splice(seed, at, end,
                NUMBERS[random.nextInt(NUMBERS.length)].getBytes(StandardCharsets.US_ASCII));
    }

    @ParameterizedTest
    @MethodSource("formats")
    void shouldTakeOrRefuseDamagedFiles(String format) throws IOException {
        List<byte[]> seeds = List.of(written(format, 50, 5), written(format, 1000, 60));
        List<byte[]> words = new ArrayList<>();
        Stream.of(WORDS).forEach(word -> words.add(word.getBytes(StandardCharsets.UTF_8)));
        Stream.of(BYTES).forEach(bytes -> words.add(HexFormat.of().parseHex(bytes)));
        List<Mutator> mutators = new ArrayList<>(Mutators.ofBytes());
        mutators.add(Mutators.words(words));
        mutators.add(WrittenFilesFuzzTest::number);
        mutators.add(WrittenFilesFuzzTest::number);
        ReaderFuzz.Result result = new ReaderFuzz(reader(seeds.getFirst()), seeds, mutators)
                .run(MORE_ELSEWHERE.contains(format) ? SHORT : USUAL);
        assertThat(result.taken()).isPositive();
        assertThat(result.refused()).isPositive();
    }
}
