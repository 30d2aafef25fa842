package dev.fxprof.export.chrome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.fxprof.api.CaptureIdentity;
import dev.fxprof.api.ForeignTraceException;
import dev.fxprof.api.ResumedTrace;
import dev.fxprof.api.RingPosition;
import dev.fxprof.api.TraceTarget;
import dev.fxprof.api.TraceWriter;
import dev.fxprof.export.TestSites;
import dev.fxprof.export.chrome.ResumableStream.Flushed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@Timeout(60)
class ChromeResumeCutsTest {
    private static final String NAME = "live.json";
    private static final long ORIGIN = 987_654_321_012L;

    @TempDir
    private Path folder;

    private final ChromeTraceWriterFactory factory = new ChromeTraceWriterFactory();
    private final Random random = new Random(11);

    private TraceTarget target(TestSites sites, long origin, Long... segments) {
        return new TraceTarget(folder, NAME, sites, "game \"server\"", 0, true,
                new CaptureIdentity(List.of(segments), origin));
    }

    private TraceTarget target(ResumableStream stream) {
        return target(stream.sites(), ORIGIN, ResumableStream.SEGMENT);
    }

    /** The target of a later run, which has an origin of its own. */
    private ResumedTrace resume(ResumableStream stream) throws IOException {
        return factory.resume(target(stream.sites(), ORIGIN + 55, ResumableStream.SEGMENT))
                .orElseThrow();
    }

    private Path file() {
        return folder.resolve(NAME);
    }

    private List<Flushed> record(ResumableStream stream) throws IOException {
        try (TraceWriter writer = factory.open(target(stream))) {
            return stream.deliver(writer, List.of(), stream.trees());
        }
    }

    private static ResumableStream small() {
        return new ResumableStream(new TestSites(), 14, "main", "worker \"é\"");
    }

    private static Map<Integer, Long> records(List<RingPosition> positions) {
        Map<Integer, Long> records = new TreeMap<>();
        positions.forEach(p -> {
            assertThat(p.segment()).isEqualTo(ResumableStream.SEGMENT);
            assertThat(records.put(p.ring(), p.records())).isNull();
        });
        return records;
    }

    private ChromeFile shouldHoldEverythingOnce(ResumableStream stream) throws IOException {
        ChromeFile trace = ChromeFile.read(file());
        trace.shouldHoldItsPromises();
        Map<Integer, String> threads = new HashMap<>();
        for (JsonNode event : trace.of("M")) {
            if (event.get("name").asString().equals("thread_name")) {
                threads.put(event.get("tid").asInt(), event.get("args").get("name").asString());
            }
        }
        assertThat(trace.of("X").stream().map(slice -> threads.get(slice.get("tid").asInt()) + " "
                + slice.get("args").get("span_id").asLong() + "@"
                + ChromeFile.nanos(slice.get("ts"))).sorted().toList())
                .isEqualTo(stream.slices());
        return trace;
    }

    @Test
    void shouldGoOnWherePositionsWereStoredWhereverTheFileWasCut() throws IOException {
        ResumableStream stream = new ResumableStream(new TestSites(), 8, "main", "worker \"é\"");
        List<Flushed> flushes = record(stream);
        byte[] whole = Files.readAllBytes(file());
        assertThat(whole.length).isGreaterThan(EventBuffer.PAGE);
        Set<Flushed> continued = new HashSet<>();
        for (int cut = 0; cut <= whole.length; cut++) {
            byte[] left = Arrays.copyOf(whole, cut);
            Files.write(file(), left);
            int length = cut;
            Optional<Flushed> last = flushes.stream().filter(f -> f.size() <= length)
                    .reduce((_, later) -> later);
            Optional<ResumedTrace> trace = factory
                    .resume(target(stream.sites(), ORIGIN + 55, ResumableStream.SEGMENT));
            assertThat(trace.isPresent()).as("cut at %d", cut).isEqualTo(last.isPresent());
            if (trace.isEmpty()) {
                assertThat(Files.readAllBytes(file())).isEqualTo(left);
                continue;
            }
            shouldHoldWhatCounts(trace.get(), last.get(), whole);
            try (TraceWriter writer = trace.get().writer()) {
                // The same file and positions lead to the same end, so some of them will do.
                if (!continued.add(last.get()) && cut % 97 != 0) {
                    continue;
                }
                assertThat(ChromeFile.readCut(whole, (int) last.get().size()).events).isNotEmpty();
                stream.deliver(writer, trace.get().positions(), stream.trees());
            }
            shouldHoldEverythingOnce(stream);
        }
        assertThat(continued).containsExactlyInAnyOrderElementsOf(flushes);
    }

    private void shouldHoldWhatCounts(ResumedTrace trace, Flushed last, byte[] whole)
            throws IOException {
        byte[] kept = Arrays.copyOf(whole, (int) last.size());
        assertThat(Arrays.equals(Files.readAllBytes(file()), kept)).as("cut at %d", last.size())
                .isTrue();
        assertThat(trace.originNanos()).isEqualTo(ORIGIN);
        assertThat(records(trace.positions())).isEqualTo(last.records());
    }

    @Test
    void shouldGoOnAgainAndAgain() throws IOException {
        ResumableStream stream = small();
        int least = (int) record(stream).getFirst().size();
        byte[] whole = Files.readAllBytes(file());
        int moved = 0;
        for (int round = 0; round < 100; round++) {
            cut(whole, least);
            ResumedTrace first = resume(stream);
            try (TraceWriter writer = first.writer()) {
                stream.deliver(writer, first.positions(), random.nextInt(stream.trees()));
            }
            cut(Files.readAllBytes(file()), least);
            ResumedTrace second = resume(stream);
            moved += second.positions().equals(first.positions()) ? 0 : 1;
            try (TraceWriter writer = second.writer()) {
                stream.deliver(writer, second.positions(), stream.trees());
            }
            shouldHoldEverythingOnce(stream);
        }
        assertThat(moved).isPositive();
    }

    private void cut(byte[] trace, int least) throws IOException {
        Files.write(file(),
                Arrays.copyOf(trace, least + random.nextInt(trace.length - least + 1)));
    }

    @Test
    void shouldGoOnWithAFileThatWasClosed() throws IOException {
        ResumableStream stream = small();
        try (TraceWriter writer = factory.open(target(stream))) {
            stream.deliver(writer, List.of(), stream.trees() / 2);
        }
        for (int i = 0; i < 3; i++) {
            ResumedTrace trace = resume(stream);
            try (TraceWriter writer = trace.writer()) {
                stream.deliver(writer, trace.positions(), stream.trees());
            }
            shouldHoldEverythingOnce(stream);
        }
    }

    @Test
    void shouldGoOnWithALongFileFromItsEndAlone() throws IOException {
        ResumableStream stream = new ResumableStream(new TestSites(), 14_000, "main", "worker");
        List<Flushed> flushes = record(stream);
        byte[] whole = Files.readAllBytes(file());
        assertThat((long) whole.length).isGreaterThan(2 * PositionLog.CHECKPOINT_BYTES);
        for (int round = 0; round < 3; round++) {
            int cut = (int) PositionLog.CHECKPOINT_BYTES
                    + random.nextInt(whole.length - (int) PositionLog.CHECKPOINT_BYTES);
            Files.write(file(), Arrays.copyOf(whole, cut));
            Flushed last = flushes.stream().filter(f -> f.size() <= cut)
                    .reduce((_, later) -> later).orElseThrow();
            ResumedTrace trace = resume(stream);
            assertThat(records(trace.positions())).isEqualTo(last.records());
            try (TraceWriter writer = trace.writer()) {
                stream.deliver(writer, trace.positions(), stream.trees());
            }
            shouldHoldEverythingOnce(stream);
        }
    }

    @Test
    void shouldKeepThreadsOfOneNameApart() throws IOException {
        ResumableStream stream = new ResumableStream(new TestSites(), 14, "worker", "worker");
        try (TraceWriter writer = factory.open(target(stream))) {
            stream.deliver(writer, List.of(), 7);
        }
        ResumedTrace trace = resume(stream);
        try (TraceWriter writer = trace.writer()) {
            stream.deliver(writer, trace.positions(), stream.trees());
        }
        List<JsonNode> slices = shouldHoldEverythingOnce(stream).of("X");
        Map<Integer, Integer> parities = new HashMap<>();
        for (JsonNode slice : slices) {
            int parity = (int) (slice.get("args").get("span_id").asLong() / 10 % 2);
            assertThat(parities.merge(slice.get("tid").asInt(), parity, (x, _) -> x))
                    .isEqualTo(parity);
        }
    }

    @Test
    void shouldLeaveACaptureOfOtherSegmentsAsItIs() throws IOException {
        ResumableStream stream = small();
        record(stream);
        shouldRefuse(target(stream.sites(), ORIGIN, 99L), "another segment");
        shouldRefuse(target(stream.sites(), ORIGIN, ResumableStream.SEGMENT, 99L),
                "another segment");
    }

    @Test
    void shouldLeaveACaptureOfItsSegmentsInAnotherOrderAsItIs() throws IOException {
        TestSites sites = new TestSites();
        factory.open(target(sites, ORIGIN, 5L, 6L)).close();

        shouldRefuse(target(sites, ORIGIN, 6L, 5L), "another order");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]\n", "[{\"ph\":\"M\"}\n]\n", "not JSON", "\n", "[1,\n2]"})
    void shouldLeaveAnyOtherFileAsItIs(String text) throws IOException {
        Files.writeString(file(), text);

        shouldRefuse(target(new TestSites(), ORIGIN, 5L), "something other than a capture");
    }

    @Test
    void shouldLeaveATraceThatWasNotMadeToBeContinuedAsItIs() throws IOException {
        TestSites sites = new TestSites();
        factory.open(new TraceTarget(folder, NAME, sites, "server", 0, true, CaptureIdentity.NONE))
                .close();

        shouldRefuse(target(sites, ORIGIN, 5L), "cannot be continued");
    }

    @Test
    void shouldLeaveACaptureOfALaterVersionAsItIs() throws IOException {
        ResumableStream stream = small();
        record(stream);
        String text = Files.readString(file());
        assertThat(text).contains("\"version\":1,");
        Files.writeString(file(), text.replaceFirst("\"version\":1,", "\"version\":2,"));

        shouldRefuse(target(stream), "version 2");
    }

    private void shouldRefuse(TraceTarget target, String what) throws IOException {
        byte[] before = Files.readAllBytes(file());
        assertThatExceptionOfType(ForeignTraceException.class)
                .isThrownBy(() -> factory.resume(target)).withMessageContaining(NAME)
                .withMessageContaining(what);
        assertThat(Files.readAllBytes(file())).isEqualTo(before);
    }

    @Test
    void shouldFindNothingToContinueWhereNoFileIs() throws IOException {
        assertThat(factory.resume(target(new TestSites(), ORIGIN, 5L))).isEmpty();
        assertThat(file()).doesNotExist();
    }

    @Test
    void shouldRefuseTargetsThatCannotBeContinued() {
        TraceTarget target = new TraceTarget(folder, new TestSites(), "server", 0, true);

        assertThatIllegalArgumentException().isThrownBy(() -> factory.resume(target));
    }

    @Test
    void shouldSayHowFarEachRingIsAndWhatTheCaptureCost() throws IOException {
        ResumableStream stream = small();
        record(stream);

        List<JsonNode> told = ChromeFile.read(file()).of("M").stream()
                .filter(event -> event.get("name").asString().equals("process_name")).toList();
        assertThat(told).allSatisfy(event -> assertThat(event.get("args").get("name").asString())
                .isEqualTo("game \"server\""));
        JsonNode position = told.stream().filter(e -> e.get("args").has("fxprof_position"))
                .reduce((_, later) -> later).orElseThrow().get("args").get("fxprof_position");
        assertThat(position.get("segment").asString()).isEqualTo("8000000000001234");
        assertThat(position.get("ring").asInt()).isEqualTo(1);
        assertThat(position.get("records").asLong()).isEqualTo(35);
        assertThat(position.get("links").asLong()).isEqualTo(14 + 12);
        assertThat(position.get("left").asInt()).isZero();
        JsonNode cost = told.stream().filter(e -> e.get("args").has("fxprof_cost"))
                .reduce((_, later) -> later).orElseThrow().get("args").get("fxprof_cost");
        assertThat(cost.toString()).isEqualTo("{\"offered\":87,\"written\":70,\"dropped\":7,"
                + "\"droppedRingFull\":1,\"droppedTreeTooLarge\":2,\"droppedDrainKilled\":4,"
                + "\"waiting\":10,\"overflowedNames\":6,\"ringSlots\":64,\"ringHighWater\":33,"
                + "\"clock\":\"tsc\",\"clockErrorNanos\":250,\"clockSteps\":3}");
    }

    @Test
    void shouldStoreNoPositionsInATraceThatCannotBeContinued() throws IOException {
        ResumableStream stream = small();
        try (TraceWriter writer = factory.open(new TraceTarget(folder, NAME, stream.sites(),
                "server", 0, true, CaptureIdentity.NONE))) {
            stream.deliver(writer, List.of(), stream.trees());
        }
        String text = Files.readString(file(), StandardCharsets.UTF_8);
        assertThat(text).contains("fxprof_cost").doesNotContain("fxprof_position")
                .doesNotContain("segments");
        shouldHoldEverythingOnce(stream);
    }
}
