package dev.fxprof.export.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fxprof.api.Capture;
import dev.fxprof.export.capture.Replayed.Link;
import dev.fxprof.export.capture.Replayed.Slice;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinksTest {
    private static Forest.Slice innermost(Forest forest, long nanos) {
        return forest.slices.stream()
                .filter(slice -> slice.start <= nanos && nanos <= slice.end)
                .max(Comparator.comparingInt(slice -> slice.number)).orElse(null);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void shouldFindTheInnermostSlicesAtBothEnds(long seed) throws Exception {
        Random random = new Random(seed);
        Building building = new Building();
        ReadTrack second = building.builder.track("second");
        Forest from = new Forest(random, 500, 5, 9);
        Forest to = new Forest(random, 500, 5, 9);
        for (Forest.Slice slice : from.slices) {
            building.track.ids(building.track.add(slice.site, slice.start, slice.end),
                    slice.span(), 0);
        }
        for (Forest.Slice slice : to.slices) {
            second.ids(second.add(slice.site, slice.start, slice.end), 1000 + slice.span(), 0);
        }
        List<Link> expected = new ArrayList<>();
        long lost = 0;
        for (int i = 0; i < 1000; i++) {
            long cause = random.nextInt(6000);
            long effect = random.nextInt(6000);
            building.builder.link(false, building.track, cause, second, effect);
            Forest.Slice source = innermost(from, cause);
            Forest.Slice target = innermost(to, effect);
            if (source == null || target == null) {
                lost++;
            } else {
                expected.add(new Link(false, source.span(), cause, 1000 + target.span(), effect));
            }
        }
        try (Capture capture = building.builder.build()) {
            assertThat(Replayed.of(capture).links).containsExactlyInAnyOrderElementsOf(expected);
            assertThat(capture.repairs()).containsOnlyKeys("flows without a slice")
                    .containsValue(lost);
        }
    }

    @Test
    void shouldGiveAllStretchesOfASpanOneId() throws Exception {
        Building building = new Building();
        ReadTrack track = building.track;
        track.add(1, 0, 10);
        track.add(1, 20, 30);
        track.add(1, 40, 50);
        track.add(2, 41, 42);
        building.builder.link(true, track, 30, track, 40);
        building.builder.link(true, track, 10, track, 20);
        try (Capture capture = building.builder.build()) {
            Replayed replayed = Replayed.of(capture);
            List<Slice> found = replayed.only();
            assertThat(found).extracting(Slice::first).containsExactly(true, false, false, true);
            assertThat(found.subList(0, 3)).extracting(Slice::span).containsOnly(1L);
            assertThat(found.getLast().parentSpan()).isEqualTo(1);
            assertThat(replayed.links).containsExactly(new Link(true, 1, 10, 1, 20),
                    new Link(true, 1, 30, 1, 40));
        }
    }

    @Test
    void shouldGiveALinkToTheSliceThatBeginsWhereAnotherEnds() throws Exception {
        Building building = new Building();
        ReadTrack track = building.track;
        track.add(1, 0, 10);
        track.add(2, 10, 20);
        building.builder.link(false, track, 5, track, 10);
        try (Capture capture = building.builder.build()) {
            assertThat(Replayed.of(capture).links).containsExactly(new Link(false, 1, 5, 2, 10));
        }
    }

    @Test
    void shouldTellSpansApartThatGoOnAtOneMoment() throws Exception {
        Building building = new Building();
        ReadTrack track = building.track;
        track.ids(track.add(1, 0, 10), 71, 0);
        track.ids(track.add(2, 2, 10), 72, 71);
        track.ids(track.add(3, 10, 15), 73, 0);
        track.ids(track.add(1, 20, 30), 71, 0);
        track.ids(track.add(2, 20, 29), 72, 71);
        for (long span = 71; span <= 72; span++) {
            building.builder.link(true, new Moment(track, 10, span), new Moment(track, 20, span));
        }
        building.builder.link(false, new Moment(track, 10, 71), new Moment(track, 20, 71));
        try (Capture capture = building.builder.build()) {
            Replayed replayed = Replayed.of(capture);
            assertThat(replayed.only()).extracting(Slice::span).containsExactly(71L, 72L, 73L, 71L,
                    72L);
            assertThat(replayed.only()).extracting(Slice::first).containsExactly(true, true, true,
                    false, false);
            assertThat(replayed.links).containsExactlyInAnyOrder(new Link(true, 71, 10, 71, 20),
                    new Link(true, 72, 10, 72, 20), new Link(false, 71, 10, 71, 20));
        }
    }

    @Test
    void shouldKeepTheIdsOfTheFileWhereALinkDoesNotFit() throws Exception {
        Building building = new Building();
        ReadTrack track = building.track;
        track.ids(track.add(1, 0, 10), 71, 0);
        track.ids(track.add(2, 10, 20), 72, 0);
        track.ids(track.add(1, 30, 40), 71, 0);
        building.builder.link(true, track, 10, track, 30);
        try (Capture capture = building.builder.build()) {
            Replayed replayed = Replayed.of(capture);
            assertThat(replayed.only()).extracting(Slice::span).containsExactly(71L, 72L, 71L);
            assertThat(replayed.links).containsExactly(new Link(true, 71, 10, 71, 30));
        }
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void shouldNotClimbADeepStackForEveryLink() throws Exception {
        Building building = new Building();
        ReadTrack track = building.track;
        int many = 400_000;
        track.add(1, 0, 10L * many);
        for (int i = 1; i < many; i++) {
            track.add(1, i, 3L * many - i);
        }
        for (int i = 0; i < many; i++) {
            building.builder.link(false, track, 5L * many, track, 5L * many + i);
        }
        try (Capture capture = building.builder.build()) {
            assertThat(capture.repairs()).isEmpty();
        }
    }
}
