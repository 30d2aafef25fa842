package dev.fxprof.ringbuffer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fxprof.ringbuffer.TrackModel.Activation;
import dev.fxprof.ringbuffer.TrackModel.Event;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
        assertThat(builder.givenUp()).isZero();
        return sink;
    }

    @Test
    void shouldDeliverExactlyWhatTheModelSays() {
        for (long seed = 0; seed < PROGRAMS; seed++) {
            ProducerFixture f = new ProducerFixture();
            RandomProgram program = run(seed, f);
            List<Event> events = program.model.events;
            Map<Event, Tree.Slice> found = new HashMap<>();
            CollectingSink sink = build(f.records);
            TrackChecks checks = new TrackChecks(events, sink.trees);
            assertThat(f.ring.dropped()).isZero();
            assertThat(checks.problems()).as("seed %d", seed).isEmpty();
            assertThat(found).isEmpty();
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
        for (long seed = 0; seed < PROGRAMS; seed++) {
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

    private static final class TrackChecks {
        private final List<String> problems = new ArrayList<>();
        private final List<Event> begins = new ArrayList<>();
        private final List<Tree.Slice> slices = new ArrayList<>();
        private final List<Tree> trees;
        private final long[] stamps;
        private final Activation[] innermost;

        private TrackChecks(List<Event> events, List<Tree> trees) {
            this.trees = trees;
            this.stamps = new long[events.size()];
            this.innermost = new Activation[events.size()];
            List<Event> closed = closed(events);
            closed.stream().filter(Event::begins).forEach(begins::add);
            trees.forEach(t -> t.slices().stream().filter(s -> !s.placeholder())
                    .forEach(slices::add));
            check(slices.size() == begins.size(), "slices " + slices.size());
            if (problems.isEmpty()) {
                walk(closed);
                ids();
                links();
                trees.forEach(t -> problems.addAll(new TreeChecks(0).nesting(t)));
            }
        }

        private List<String> problems() {
            return problems;
        }

        private void check(boolean right, String what) {
            if (!right) {
                problems.add(what);
            }
        }

        private static List<Event> closed(List<Event> events) {
            List<Event> kept = new ArrayList<>(events);
            List<Integer> open = new ArrayList<>();
            for (int i = 0; i < events.size(); i++) {
                if (events.get(i).begins()) {
                    open.add(i);
                } else {
                    open.removeLast();
                }
            }
            open.reversed().forEach(i -> kept.remove((int) i));
            return kept;
        }

        private void walk(List<Event> events) {
            List<Integer> open = new ArrayList<>();
            int next = 0;
            for (int i = 0; i < events.size(); i++) {
                Event event = events.get(i);
                if (event.begins()) {
                    begin(event, slices.get(next), open.isEmpty() ? null : open.getLast());
                    stamps[i] = slices.get(next).start();
                    open.add(next++);
                } else {
                    Tree.Slice slice = slices.get(open.removeLast());
                    check(slice.unfinished() == event.unfinished(), "unfinished " + slice);
                    stamps[i] = slice.end();
                }
                innermost[i] = open.isEmpty() ? null : begins.get(open.getLast()).of();
                check(i == 0 || stamps[i] > stamps[i - 1], "stamps increase " + event);
            }
            Arrays.fill(stamps, events.size(), stamps.length, Long.MAX_VALUE);
        }

        private void begin(Event event, Tree.Slice slice, Integer parent) {
            check(slice.site() == event.of().site, "site " + slice);
            check(slice.first() == event.first(), "first " + slice);
            check(slice.source() == event.of().source, "source " + slice);
            if (parent != null) {
                check(slice.parentSpan() == slices.get(parent).span(), "parent " + slice);
            }
        }

        private void ids() {
            Map<Activation, Long> ids = new HashMap<>();
            Map<Long, Activation> spans = new HashMap<>();
            for (int i = 0; i < slices.size(); i++) {
                Activation of = begins.get(i).of();
                long id = slices.get(i).span();
                check(ids.merge(of, id, (x, y) -> x) == id, "one id a span " + id);
                check(spans.merge(id, of, (x, y) -> x) == of, "one span an id " + id);
                check(id > 0 && id < 1L << 53, "id in range " + id);
            }
            check(slices.stream().filter(Tree.Slice::first).count() == begins.stream()
                    .map(Event::of).distinct().count(), "spans");
        }

        private Activation at(long moment) {
            int i = Arrays.binarySearch(stamps, moment);
            i = i < 0 ? -i - 2 : i;
            return i < 0 ? null : innermost[i];
        }

        private void links() {
            Map<Long, Activation> spans = new HashMap<>();
            for (int i = 0; i < slices.size(); i++) {
                spans.put(slices.get(i).span(), begins.get(i).of());
            }
            long continued = 0;
            long caused = 0;
            for (Tree tree : trees) {
                for (Tree.Link link : tree.links()) {
                    Activation to = spans.get(link.to());
                    if (to == null) {
                        continue;
                    }
                    Tree.Slice slice = tree.slices().stream()
                            .filter(s -> s.start() == link.toNanos() && s.span() == link.to())
                            .findFirst().orElse(null);
                    if (slice == null) {
                        continue;
                    }
                    if (link.continues()) {
                        continued++;
                        check(link.from() == link.to() && !slice.first(), "continues " + link);
                        check(at(link.fromNanos()) == to, "from its own slice " + link);
                    } else {
                        caused++;
                        check(slice.first() && to.cause != null
                                && to.cause.nanos() == link.fromNanos()
                                && to.cause.span() == link.from(), "cause " + link);
                        Activation by = spans.get(link.from());
                        check(by == null || by == at(link.fromNanos()) && by == to.cause.by(),
                                "from its cause " + link);
                    }
                }
            }
            check(continued == begins.stream().filter(e -> !e.first()).count(),
                    "links between slices " + continued);
            check(caused == begins.stream().filter(e -> e.first() && e.of().cause != null)
                    .count(), "links from causes " + caused);
        }
    }
}
