package dev.fxprof.export.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fxprof.api.Capture;
import dev.fxprof.api.CaptureCost;
import dev.fxprof.api.MalformedTraceException;
import dev.fxprof.api.SamplingStep;
import dev.fxprof.export.capture.Replayed.Counter;
import dev.fxprof.export.capture.Replayed.Loss;
import dev.fxprof.export.capture.Replayed.Slice;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void shouldReplayTheSameAnyNumberOfTimes(long seed) throws Exception {
        Random random = new Random(seed);
        Building building = new Building();
        List<Counter> given = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            ReadTrack track = i == 0 ? building.track : building.builder.track("track " + i);
            for (Forest.Slice slice : new Forest(random, 300, 5, 1 + i).slices) {
                track.add(slice.site, slice.start, slice.end);
            }
            for (int k = 0; k < 200; k++) {
                given.add(new Counter(track.number(), 1 + random.nextInt(2),
                        random.nextInt(1500), random.nextDouble()));
                building.builder.counter(track, given.getLast().site(), given.getLast().nanos(),
                        given.getLast().value());
            }
        }
        try (Capture capture = building.builder.build()) {
            Replayed once = Replayed.of(capture);
            Replayed twice = Replayed.of(capture);
            assertThat(once.slices).hasSize(5).isEqualTo(twice.slices);
            given.sort(Comparator.comparingInt(Counter::track)
                    .thenComparingLong(Counter::nanos));
            List<Counter> found = new ArrayList<>(once.counters);
            assertThat(found).isEqualTo(twice.counters);
            found.sort(Comparator.comparingInt(Counter::track));
            assertThat(found).isEqualTo(given);
        }
    }

    @Test
    void shouldReplayCounterValuesWithoutAnySlice() throws Exception {
        Building building = new Building();
        for (int i = 0; i < 10; i++) {
            building.builder.counter(building.track, 1, i * 1_000_000_000L, i);
        }
        try (Capture capture = building.builder.build()) {
            assertThat(Replayed.of(capture).counters).hasSize(10);
        }
    }

    @Test
    void shouldCountTimesFromTheEarliestOfAllWhenRebased() throws Exception {
        Building building = new Building();
        ReadTrack other = building.builder.track("other");
        building.track.add(1, 1_000_100, 1_000_200);
        other.add(1, 1_000_300, 1_000_400);
        building.builder.counter(other, 1, 1_000_000, 5);
        building.builder.link(false, building.track, 1_000_100, other, 1_000_300);
        building.builder.lost(other, 1_000_350, 2);
        building.builder.rebase();
        try (Capture capture = building.builder.build()) {
            Replayed replayed = Replayed.of(capture);
            assertThat(replayed.all()).extracting(Slice::start).containsExactly(100L, 300L);
            assertThat(replayed.counters.getFirst().nanos()).isZero();
            assertThat(replayed.losses).containsExactly(new Loss(2, 350, 2));
            assertThat(replayed.links.getFirst().toNanos()).isEqualTo(300);
        }
    }

    @Test
    void shouldTellTheEarliestLossesFirstAndAddUpTheRest() throws Exception {
        Building building = new Building();
        int many = (1 << 20) + 5;
        for (int i = many; i > 0; i--) {
            building.builder.lost(building.track, i, 1);
        }
        try (Capture capture = building.builder.build()) {
            List<Loss> losses = Replayed.of(capture).losses;
            assertThat(losses).hasSize(1 << 20)
                    .isSortedAccordingTo(Comparator.comparingLong(Loss::nanos));
            assertThat(losses.stream().mapToLong(Loss::records).sum()).isEqualTo(many);
        }
    }

    @Test
    void shouldSayWhatTheRecordingSaidOfItself() throws Exception {
        Building building = new Building();
        CaptureCost cost = new CaptureCost(9, 8, 1, 0, 0, 0, 0, 64, 5, "tsc", 40, 0);
        building.builder.cost(cost);
        building.builder.processName("FXServer");
        building.builder.sampling(new SamplingStep(50, 1, 4));
        building.builder.sampling(new SamplingStep(20, 1, 2));
        building.builder.repaired("odd things", 2);
        building.builder.repaired("nothing", 0);
        try (Capture capture = building.builder.build()) {
            Replayed replayed = Replayed.of(capture);
            assertThat(replayed.cost).isEqualTo(cost);
            assertThat(replayed.steps).extracting(SamplingStep::nanos).containsExactly(20L, 50L);
            assertThat(capture.processName()).isEqualTo("FXServer");
            assertThat(capture.format()).isEqualTo("test");
            assertThat(capture.repairs()).containsOnlyKeys("odd things").containsValue(2L);
        }
    }

    @Test
    void shouldTakeAsManyTracksAsARecordingHasAndRefuseMore() throws Exception {
        int most = 1 << 16;
        Building building = new Building();
        for (int i = 1; i < most; i++) {
            ReadTrack track = building.builder.track("track " + i);
            track.add(1, most - i, most);
        }
        assertThatThrownBy(() -> building.builder.track("one more"))
                .isInstanceOf(MalformedTraceException.class).hasMessageContaining("65536");
        try (Capture capture = building.builder.build()) {
            Replayed replayed = Replayed.of(capture);
            assertThat(replayed.names).hasSize(most);
            assertThat(replayed.slices).hasSize(most - 1);
        }
    }

    @Test
    void shouldTellNoLossThatIsNone() throws Exception {
        Building building = new Building();
        building.track.add(1, -100, 500);
        building.builder.lost(building.track, 50, -5);
        building.builder.lost(building.track, 60, 0);
        building.builder.lost(building.track, Long.MIN_VALUE, 3);
        for (int i = 0; i < 4; i++) {
            building.builder.lost(building.track, -200, Long.MAX_VALUE);
        }
        building.builder.sampling(new SamplingStep(20, 1, 2));
        try (Capture capture = building.builder.build()) {
            assertThat(capture.repairs()).containsEntry("losses without a number or a time", 3L);
            Replayed replayed = Replayed.of(capture);
            assertThat(replayed.losses).hasSize(4)
                    .allSatisfy(loss -> assertThat(loss.nanos()).isZero());
            assertThat(replayed.losses.stream().mapToLong(Loss::records).sum()).isPositive();
            assertThat(replayed.steps).extracting(SamplingStep::nanos).containsExactly(120L);
        }
    }
}
