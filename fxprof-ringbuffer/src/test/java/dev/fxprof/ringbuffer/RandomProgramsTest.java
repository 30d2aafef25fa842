package dev.fxprof.ringbuffer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RandomProgramsTest {
    private static final int PROGRAMS = 2_500;
    private static final int STEPS = 150;

    private static RandomProgram run(long seed, ProducerFixture f) {
        RandomProgram program = new RandomProgram(seed, f);
        program.run(STEPS);
        assertThat(program.problems).as("seed %d", seed).isEmpty();
        return program;
    }

    private static CollectingSink build(List<Recorded> records) {
        CollectingSink sink = new CollectingSink();
        TreeBuilder builder = new TreeBuilder(1, 0, sink);
        records.forEach(r -> r.feed(builder));
        builder.finish();
        assertThat(builder.failure()).isNull();
        long links = records.stream().filter(Recorded::isLink).count();
        long kept = sink.trees.stream().mapToLong(tree -> tree.links().size()).sum();
        assertThat(builder.givenUp()).isEqualTo(links - kept);
        return sink;
    }

    @Test
    void shouldDeliverExactlyWhatTheModelSays() {
        for (long seed = 0; seed < PROGRAMS; seed++) {
            ProducerFixture f = new ProducerFixture();
            RandomProgram program = run(seed, f);
            TrackChecks checks = new TrackChecks(program.model.events, build(f.records).trees);
            assertThat(f.ring.dropped()).isZero();
            assertThat(checks.problems()).as("seed %d", seed).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.05, 0.2, 0.5, 0.9})
    void shouldGiveNoSliceAWrongParentWhateverIsLost(double share) {
        for (long seed = 0; seed < PROGRAMS / 2; seed++) {
            ProducerFixture f = new ProducerFixture();
            run(seed, f);
            Random random = new Random(seed);
            List<Recorded> fed = new ArrayList<>();
            f.records.stream().filter(r -> random.nextDouble() >= share).forEach(fed::add);
            assertThat(new TreeChecks(seed).afterLoss(f.records, fed, build(fed).trees)).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"5, 20", "40, 20", "20, 100"})
    void shouldGiveNoSliceAWrongParentAfterBurstsOfLoss(int lost, int kept) {
        for (long seed = 0; seed < PROGRAMS / 2; seed++) {
            ProducerFixture f = new ProducerFixture();
            run(seed, f);
            Random random = new Random(seed);
            List<Recorded> fed = new ArrayList<>();
            for (int i = random.nextInt(kept); i < f.records.size();) {
                int to = Math.min(f.records.size(), i + 1 + random.nextInt(kept));
                fed.addAll(f.records.subList(i, to));
                i = to + random.nextInt(lost);
            }
            assertThat(new TreeChecks(seed).afterLoss(f.records, fed, build(fed).trees)).isEmpty();
        }
    }

    @Test
    void shouldCountEveryRecordThatATooSmallRingRefuses() {
        long dropped = 0;
        for (long seed = 0; seed < PROGRAMS / 10; seed++) {
            ProducerFixture whole = new ProducerFixture();
            run(seed, whole);
            ProducerFixture small = new ProducerFixture(16);
            run(seed, small);

            assertThat(small.ring.offered()).isEqualTo(whole.records.size())
                    .isEqualTo(small.records.size() + small.ring.dropped());
            assertThat(new TreeChecks(seed).afterLoss(whole.records, small.records,
                    build(small.records).trees)).isEmpty();
            dropped += small.ring.dropped();
        }
        assertThat(dropped).isPositive();
    }
}
