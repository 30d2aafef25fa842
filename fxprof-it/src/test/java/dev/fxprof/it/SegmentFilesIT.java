package dev.fxprof.it;

import static dev.fxprof.it.SegmentBytes.LIVE_FRAMES;
import static dev.fxprof.it.SegmentBytes.PRODUCERS;
import static dev.fxprof.it.SegmentBytes.RING_SLOTS;
import static dev.fxprof.it.SegmentBytes.SITES;
import static dev.fxprof.it.SegmentBytes.SIZE;
import static dev.fxprof.it.SegmentBytes.STRING_BYTES;
import static dev.fxprof.it.SegmentBytes.VERSION;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SegmentFilesIT {
    private static final int INPUT = 2;
    private static final int ENVIRONMENT = 3;
    private static final int SEEDS = 3;
    private static final Map<String, UnaryOperator<SegmentBytes>> FOREIGN = Map.of(
            "newer version", s -> s.with(VERSION, 2), "far newer version", s -> s.with(VERSION, -1),
            "foreign magic", s -> s.with(0, 0x46_4C_45_7F), "truncated", s -> s.cutTo(s.size() / 2),
            "last byte missing", s -> s.cutTo(s.size() - 1),
            "truncated header", s -> s.cutTo(100), "empty", s -> s.cutTo(0),
            "zero-filled", SegmentBytes::zeroed, "random bytes", s -> s.random(1));
    private static final Map<String, Integer> GEOMETRY = Map.of("size", SIZE, "producers",
            PRODUCERS, "ring slots", RING_SLOTS, "live frames", LIVE_FRAMES, "sites", SITES,
            "bytes of names", STRING_BYTES);
    private static final List<Integer> SIZES = List.of(0, -1, 7, 96, 3000, 1 << 20,
            Integer.MAX_VALUE,
            Integer.MIN_VALUE);

    private static SegmentBytes whole;

    @TempDir
    private Path folder;
    private Path segment;
    private Path capture;

    @BeforeAll
    static void publish(@TempDir Path folder) {
        Path file = folder.resolve("whole.fxseg");
        Command.simulate("--duration", "5t", "--profile", "full", "--ring-slots", "4096",
                "--segment", file.toString()).with("FXPROF_SEGMENTS",
                        folder.resolve("live")
                                .toString())
                .run().succeeded();
        whole = SegmentBytes.read(file);
    }

    @BeforeEach
    void name() {
        segment = folder.resolve("some.fxseg");
        capture = folder.resolve("capture.json");
    }

    private static List<List<String>> readers(Path file, Path capture) {
        return List.of(List.of("record", file.toString(), "-o", capture.toString()),
                List.of("dump", file.toString(), "--json"),
                List.of("top", file.toString(), "--once", "--interval", "100"));
    }

    private void assertRefused(Path file, String... parts) {
        for (Command.Result result : Jvm.fxprof(folder, readers(file, capture))) {
            Sentence.assertOnly(result, INPUT, file.toString());
            Sentence.assertOnly(result, INPUT, parts);
        }
        assertThat(capture).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"newer version|version 2, this fxprof reads version 1",
            "far newer version|version 4294967295, this fxprof reads version 1",
            "foreign magic|not an fxprof segment", "truncated|truncated",
            "last byte missing|truncated", "truncated header|100 bytes", "empty|0 bytes",
            "zero-filled|not an fxprof segment", "random bytes|not an fxprof segment"})
    void shouldRefuseWhatIsNoSegmentOfThisVersion(String kind, String said) {
        FOREIGN.get(kind).apply(whole).write(segment);
        assertRefused(segment, said);
    }

    @Test
    void shouldRefuseAFolderAndAMissingFile() {
        assertRefused(folder, "no such segment file");
        assertRefused(segment, "no such segment file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"size", "producers", "ring slots", "live frames", "sites",
            "bytes of names"})
    void shouldRefuseAGeometryThatDoesNotFitTheFile(String field) {
        whole.with(GEOMETRY.get(field), 4095).write(segment);
        Sentence.assertOnly(Jvm.fxprof("dump", segment.toString()).run(), INPUT,
                segment.toString(), "damaged");
        List<String> damaged = SIZES.stream().map(value -> whole.with(GEOMETRY.get(field), value)
                .sealed().write(folder.resolve(field.replace(' ', '-') + value)).toString())
                .toList();
        List<Command.Result> results = Jvm.fxprof(folder, damaged.stream()
                .map(file -> List.of("record", file, "-o", capture.toString())).toList());
        for (int i = 0; i < results.size(); i++) {
            Sentence.assertOnly(results.get(i), INPUT, damaged.get(i));
        }
        assertThat(capture).doesNotExist();
    }

    @ParameterizedTest
    @EnumSource(SegmentBytes.Part.class)
    void shouldSurviveDamagedNamesAndRecords(SegmentBytes.Part part) {
        List<List<String>> runs = new ArrayList<>();
        for (int seed = 0; seed < SEEDS; seed++) {
            Path file = whole.damaged(part, seed).write(folder.resolve("seed-" + seed));
            runs.addAll(readers(file, folder.resolve("seed-" + seed + ".json")));
        }
        for (Command.Result result : Jvm.fxprof(folder, runs)) {
            assertThat(result.exit()).as("%s: %s", result.command(), result.err()).isIn(0, INPUT,
                    ENVIRONMENT);
            assertThat(result.err()).as(result.command()).doesNotContain("internal error");
            Sentence.assertNoStackTrace(result);
        }
    }

    @Test
    void shouldRefuseAnOutputThatItCannotWrite() {
        whole.write(segment);
        Path nowhere = folder.resolve("missing/capture.json");
        Sentence.assertOnly(
                Jvm.fxprof("record", segment.toString(), "-o", nowhere.toString()).run(),
                ENVIRONMENT, nowhere.getParent().toString());
        Path unknown = folder.resolve("capture.bin");
        Sentence.assertOnly(
                Jvm.fxprof("record", segment.toString(), "-o", unknown.toString()).run(), INPUT,
                unknown.toString(), ".json");
        assertThat(unknown).doesNotExist();
        assertThat(nowhere.getParent()).doesNotExist();
    }
}
