package dev.fxprof.export.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fxprof.api.Capture;
import dev.fxprof.export.capture.Replayed.Slice;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NestingTest {
    private static final int SITES = 2 * Building.NAMES;

    private static void add(ReadTrack track, Forest.Slice slice, boolean ids) throws IOException {
        int row = track.add(slice.site, slice.start, slice.end);
        if (ids) {
            track.ids(row, slice.span(), slice.parent == null ? 0 : slice.parent.span());
        }
    }

    private static void assertSame(List<Slice> found, List<Forest.Slice> expected) {
        assertThat(found).hasSameSizeAs(expected);
        for (int i = 0; i < found.size(); i++) {
            Slice slice = found.get(i);
            Forest.Slice wanted = expected.get(i);
            assertThat(slice.site()).isEqualTo(wanted.site);
            assertThat(slice.start()).isEqualTo(wanted.start);
            assertThat(slice.end()).isEqualTo(wanted.end);
            assertThat(slice.parent()).as("slice around %d", i)
                    .isEqualTo(wanted.parent == null ? -1 : wanted.parent.number);
            assertThat(slice.depth()).isEqualTo(wanted.depth());
            assertThat(slice.self()).isEqualTo(wanted.self);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void shouldFindTheSliceAroundEachWhateverTheOrder(long seed) throws Exception {
        Random random = new Random(seed);
        Forest forest = new Forest(random, 1 + random.nextInt(3000), SITES, 5);
        List<Forest.Slice> shuffled = new ArrayList<>(forest.slices);
        Collections.shuffle(shuffled, random);
        for (List<Forest.Slice> order : List.of(forest.slices, forest.byEnd(), shuffled)) {
            Building building = new Building();
            for (Forest.Slice slice : order) {
                add(building.track, slice, false);
            }
            try (Capture capture = building.builder.build()) {
                assertSame(Replayed.of(capture).only(), forest.slices);
                assertThat(capture.repairs()).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void shouldNestByTheIdsWhereStampsAreEqual(long seed) throws Exception {
        Random random = new Random(seed);
        Forest forest = new Forest(random, 1 + random.nextInt(500), SITES, 0);
        for (List<Forest.Slice> order : List.of(forest.slices, forest.byEnd())) {
            Building building = new Building();
            for (Forest.Slice slice : order) {
                add(building.track, slice, true);
            }
            try (Capture capture = building.builder.build()) {
                assertSame(Replayed.of(capture).only(), forest.slices);
                assertThat(capture.repairs()).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void shouldNestBeginsAndEndsAsTheyComeWhereStampsAreEqual(long seed) throws Exception {
        Random random = new Random(seed);
        Forest forest = new Forest(random, 1000, SITES, 0);
        Building stacked = new Building();
        Building halves = new Building();
        List<Forest.Slice> open = new ArrayList<>();
        for (Forest.Slice slice : forest.slices) {
            while (!open.isEmpty() && open.getLast() != slice.parent) {
                end(stacked, halves, open.removeLast());
            }
            stacked.track.begin(slice.site, slice.start);
            halves.track.beginAt(slice.site, slice.start);
            open.add(slice);
        }
        for (Forest.Slice slice : open.reversed()) {
            end(stacked, halves, slice);
        }
        try (Capture a = stacked.builder.build(); Capture b = halves.builder.build()) {
            assertSame(Replayed.of(a).only(), forest.slices);
            assertSame(Replayed.of(b).only(), forest.slices);
        }
    }

    private static void end(Building stacked, Building halves, Forest.Slice slice)
            throws IOException {
        stacked.track.end(slice.end);
        halves.track.endAt(slice.number % 2 == 0 ? 0 : slice.site, slice.end);
    }

    private record Stretch(int site, long start, long end) {}

    /** The obvious way: who fits under what is open stays, who does not goes on to the next track. */
    private static List<List<Stretch>> tracks(List<Stretch> slices) {
        List<List<Stretch>> tracks = new ArrayList<>();
        List<Stretch> waiting = new ArrayList<>(slices);
        waiting.sort(Comparator.comparingLong(Stretch::start)
                .thenComparing(Comparator.comparingLong(Stretch::end).reversed()));
        while (!waiting.isEmpty()) {
            List<Stretch> stay = new ArrayList<>();
            List<Stretch> move = new ArrayList<>();
            for (Stretch slice : waiting) {
                boolean fits = stay.stream().allMatch(other -> other.end <= slice.start
                        || slice.end <= other.end);
                (fits ? stay : move).add(slice);
            }
            tracks.add(stay);
            waiting = move;
        }
        return tracks;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void shouldMoveWhatOverlapsToATrackBeside(long seed) throws Exception {
        Random random = new Random(seed);
        Building building = new Building();
        List<Stretch> given = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            long start = random.nextInt(4000);
            given.add(new Stretch(1 + random.nextInt(SITES), start, start + random.nextInt(60)));
            building.track.add(given.getLast().site, given.getLast().start, given.getLast().end);
        }
        List<List<Stretch>> expected = tracks(given);
        try (Capture capture = building.builder.build()) {
            Replayed replayed = Replayed.of(capture);
            assertThat(replayed.names.values()).startsWith("main").hasSameSizeAs(expected);
            List<List<Stretch>> found = replayed.slices.values().stream()
                    .map(track -> track.stream()
                            .map(slice -> new Stretch(slice.site(), slice.start(), slice.end()))
                            .toList())
                    .toList();
            assertThat(found).isEqualTo(expected);
            long moved = expected.stream().skip(1).mapToLong(track -> (long) track.size()
                    * expected.indexOf(track)).sum();
            assertThat(capture.repairs().getOrDefault("overlapping slices", 0L)).isEqualTo(moved);
        }
    }

    @Test
    void shouldCutWhatOverlapsBeyondTheTracksBeside() throws Exception {
        Building building = new Building();
        for (int i = 0; i < 100; i++) {
            building.track.add(1, i, 1000 + i);
        }
        try (Capture capture = building.builder.build()) {
            Replayed replayed = Replayed.of(capture);
            assertThat(replayed.slices).hasSize(33);
            assertThat(replayed.all()).hasSize(100);
            assertThat(replayed.slices.values()).last().satisfies(
                    track -> assertThat(track).allMatch(slice -> slice.end() <= 1032));
        }
    }

    @Test
    void shouldNestAMillionDeep() throws Exception {
        int depth = 1_000_000;
        Building whole = new Building();
        Building halves = new Building();
        for (int i = 0; i < depth; i++) {
            whole.track.add(1, i, 3L * depth - i);
            halves.track.beginAt(1, i);
        }
        try (Capture a = whole.builder.build(); Capture b = halves.builder.build()) {
            assertThat(Replayed.of(a).only().getLast().depth()).isEqualTo(depth - 1);
            Replayed replayed = Replayed.of(b);
            assertThat(replayed.only().getLast().depth()).isEqualTo(depth - 1);
            assertThat(replayed.only()).allMatch(Slice::unfinished);
        }
    }

    @Test
    void shouldLeaveOutWhatIsStackedTooDeeplyAndKeepTheRest() throws Exception {
        Building building = new Building();
        int depth = (1 << 16) + 10;
        for (int i = 0; i < depth; i++) {
            building.track.begin(1, i);
        }
        for (int i = 0; i < depth; i++) {
            building.track.end(depth + i);
        }
        try (Capture capture = building.builder.build()) {
            List<Slice> found = Replayed.of(capture).only();
            assertThat(found).hasSize(1 << 16).noneMatch(Slice::unfinished);
            assertThat(found.getFirst().end()).isEqualTo(2L * depth - 1);
            assertThat(capture.repairs()).containsOnlyKeys("slices nested too deeply")
                    .containsValue(10L);
        }
    }

    @Test
    void shouldTakeStampsUpToTheLimitsAndCountThoseBeyond() throws Exception {
        long limit = ReadTrack.LARGEST_NANOS;
        Building building = new Building();
        assertThat(building.track.add(1, -limit, limit)).isZero();
        assertThat(building.track.add(1, -limit - 1, 0)).isEqualTo(ReadTrack.NONE);
        assertThat(building.track.add(1, 0, Long.MAX_VALUE)).isEqualTo(ReadTrack.NONE);
        assertThat(building.track.beginAt(1, Long.MIN_VALUE)).isEqualTo(ReadTrack.NONE);
        building.builder.counter(building.track, 1, Long.MIN_VALUE, 1);
        try (Capture capture = building.builder.build()) {
            Replayed replayed = Replayed.of(capture);
            assertThat(replayed.only()).singleElement().satisfies(slice -> {
                assertThat(slice.start()).isZero();
                assertThat(slice.end()).isEqualTo(2 * limit);
            });
            assertThat(replayed.counters).isEmpty();
            assertThat(capture.repairs()).containsOnlyKeys("times out of range")
                    .containsValue(4L);
        }
    }

    @Test
    void shouldKeepPairsTogetherWhereAStampIsBeyondAllClocks() throws Exception {
        Building building = new Building();
        building.track.begin(1, 10);
        building.track.begin(2, Long.MAX_VALUE);
        building.track.end(20);
        building.track.end(30);
        try (Capture capture = building.builder.build()) {
            List<Slice> found = Replayed.of(capture).only();
            assertThat(found).extracting(Slice::end).containsExactly(30L, 20L);
            assertThat(found.getLast().start()).isEqualTo(10);
        }
    }

    @Test
    void shouldNotNestWhatOnlyTouches() throws Exception {
        Building building = new Building();
        building.track.ids(building.track.add(1, 0, 5), 7, 0);
        building.track.ids(building.track.add(2, 5, 9), 8, 7);
        building.track.ids(building.track.add(3, 9, 9), 9, 8);
        try (Capture capture = building.builder.build()) {
            assertThat(Replayed.of(capture).only()).extracting(Slice::parent)
                    .containsExactly(-1, -1, 1);
            assertThat(capture.repairs()).isEmpty();
        }
    }

    @Test
    void shouldNestByTimeWhereTheIdsContradict() throws Exception {
        Building building = new Building();
        building.track.ids(building.track.add(1, 5, 5), 1, 4);
        building.track.ids(building.track.add(2, 5, 8), 2, 0);
        building.track.ids(building.track.add(3, 5, 10), 3, 2);
        try (Capture capture = building.builder.build()) {
            assertThat(Replayed.of(capture).only()).extracting(Slice::site)
                    .containsExactly(3, 2, 1);
            assertThat(capture.repairs()).isEmpty();
        }
    }

    @Test
    void shouldIgnoreWhatIsSaidOfNoSlice() throws Exception {
        ReadTrack track = new Building().track;
        track.ids(ReadTrack.NONE, 1, 1);
        track.source(ReadTrack.NONE, 1);
        track.caller(ReadTrack.NONE, 1);
        track.calls(ReadTrack.NONE, 2);
        track.mark(ReadTrack.NONE, ReadTrack.CONTINUED);
        track.site(ReadTrack.NONE, 1);
        assertThat(track.site(ReadTrack.NONE)).isZero();
    }

    @Test
    void shouldKeepMarksAndCalls() throws Exception {
        Building building = new Building();
        ReadTrack track = building.track;
        int row = track.add(1, 0, 5);
        track.mark(row, ReadTrack.UNFINISHED);
        track.calls(row, Long.MAX_VALUE);
        track.source(row, 3);
        track.mark(track.add(0, 10, 12), ReadTrack.PLACEHOLDER);
        track.calls(track.add(1, 20, 21), -5);
        track.ids(track.add(1, 30, 31), 1L << 53, -1);
        try (Capture capture = building.builder.build()) {
            List<Slice> found = Replayed.of(capture).only();
            assertThat(found).extracting(Slice::unfinished).containsExactly(true, false, false,
                    false);
            assertThat(found).extracting(Slice::placeholder).containsExactly(false, true, false,
                    false);
            assertThat(found).extracting(Slice::calls).containsExactly(1L << 62, 1L, 1L, 1L);
            assertThat(found).extracting(Slice::span).containsExactly(1L, 0L, 2L, 3L);
            assertThat(found).extracting(Slice::source).containsExactly(3, 0, 0, 0);
            assertThat(capture.repairs()).containsOnlyKeys("span ids out of range");
        }
    }
}
