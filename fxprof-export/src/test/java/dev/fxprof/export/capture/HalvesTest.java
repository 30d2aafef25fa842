package dev.fxprof.export.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fxprof.api.Capture;
import dev.fxprof.export.capture.Replayed.Slice;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HalvesTest {
    private record Half(boolean begins, int site, long nanos) {}

    private static final class Model {
        final List<long[]> slices = new ArrayList<>();
        long missingEnds;
        long missingBegins;
        private final Deque<long[]> open = new ArrayDeque<>();

        Model(List<Half> halves) {
            long last = 0;
            for (Half half : halves) {
                last = half.nanos;
                if (half.begins) {
                    open.push(new long[]{half.site, half.nanos, -1, 0});
                    slices.add(open.peek());
                } else if (open.stream().noneMatch(slice -> names(half, slice))) {
                    missingBegins++;
                } else {
                    while (!names(half, open.peek())) {
                        close(last, true);
                    }
                    close(last, false);
                }
            }
            while (!open.isEmpty()) {
                close(last, true);
            }
        }

        private static boolean names(Half half, long[] slice) {
            return half.site == 0
                    || Building.name(half.site).equals(Building.name((int) slice[0]));
        }

        private void close(long now, boolean unfinished) {
            long[] slice = open.pop();
            slice[2] = now;
            slice[3] = unfinished ? 1 : 0;
            missingEnds += slice[3];
        }
    }

    private static List<Half> halves(Random random) {
        List<Half> halves = new ArrayList<>();
        long now = 0;
        for (int i = 0; i < 2000; i++) {
            now += 1 + random.nextInt(9);
            int site = 1 + random.nextInt(2 * Building.NAMES);
            boolean begins = random.nextBoolean();
            halves.add(new Half(begins, begins || random.nextInt(4) > 0 ? site : 0, now));
        }
        return halves;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void shouldPairAsAStackDoesWhateverTheOrder(long seed) throws Exception {
        Random random = new Random(seed);
        List<Half> halves = halves(random);
        Model model = new Model(halves);
        for (int round = 0; round < 2; round++) {
            Building building = new Building();
            for (Half half : halves) {
                if (half.begins) {
                    building.track.beginAt(half.site, half.nanos);
                } else {
                    building.track.endAt(half.site, half.nanos);
                }
            }
            try (Capture capture = building.builder.build()) {
                assertThat(Replayed.of(capture).only().stream().map(HalvesTest::numbers).toList())
                        .isEqualTo(model.slices.stream().map(HalvesTest::list).toList());
                assertThat(capture.repairs()).containsEntry("slices without an end",
                        model.missingEnds).containsEntry("ends without a begin",
                                model.missingBegins);
            }
            Collections.shuffle(halves, random);
        }
    }

    private static List<Long> numbers(Slice slice) {
        return List.of((long) slice.site(), slice.start(), slice.end(),
                slice.unfinished() ? 1L : 0L);
    }

    private static List<Long> list(long[] slice) {
        return List.of(slice[0], slice[1], slice[2], slice[3]);
    }

    @Test
    void shouldTakeWholeSlicesBesideHalvesAndStacks() throws Exception {
        Building building = new Building();
        building.track.add(1, 10, 20);
        building.track.beginAt(2, 0);
        building.track.add(1, 30, 90);
        building.track.begin(3, 12);
        building.track.end(18);
        try (Capture capture = building.builder.build()) {
            List<Slice> found = Replayed.of(capture).only();
            assertThat(found).extracting(Slice::site).containsExactly(2, 1, 3, 1);
            assertThat(found).extracting(Slice::depth).containsExactly(0, 1, 2, 1);
            assertThat(found.getFirst().end()).isEqualTo(90);
            assertThat(found).extracting(Slice::unfinished).containsExactly(true, false, false,
                    false);
        }
    }

    @Test
    void shouldCloseWhatIsOpenOnAStackBehindEverythingElse() throws Exception {
        Building building = new Building();
        building.track.begin(1, 0);
        building.track.add(2, 5, 50);
        try (Capture capture = building.builder.build()) {
            assertThat(Replayed.of(capture).only()).extracting(Slice::end).containsExactly(50L,
                    50L);
        }
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void shouldNotSearchADeepStackForEveryEndThatNamesNothing() throws Exception {
        Building building = new Building("open", "never");
        int many = 500_000;
        for (int i = 0; i < many; i++) {
            building.track.beginAt(1, i);
        }
        for (int i = 0; i < many; i++) {
            building.track.endAt(2, many + i);
        }
        try (Capture capture = building.builder.build()) {
            assertThat(capture.repairs()).containsEntry("ends without a begin", (long) many)
                    .containsEntry("slices without an end", (long) many);
        }
    }
}
