package dev.fxprof.ringbuffer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fxprof.api.SpanStack;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LiveStackTest {
    /** Room of the live stack of a test's segment. */
    private static final int ROOM = 16;
    private static final int LEVELS = 40;

    private final ProducerFixture fixture = new ProducerFixture(1 << 8);
    private final SpanProducer producer = fixture.producer;
    private final int[] sites = new int[LEVELS];

    @BeforeEach
    void makeSites() {
        fixture.clock.pace = 1;
        for (int level = 0; level < LEVELS; level++) {
            sites[level] = fixture.site("level " + level);
        }
    }

    private LiveStackReader reader() {
        return new LiveStackReader(fixture.segment.control(0), fixture.segment.liveStack(0));
    }

    private List<Integer> seen() {
        LiveStackReader reader = reader();
        assertThat(reader.look()).isTrue();
        List<Integer> seen = new ArrayList<>();
        for (int i = 0; i < reader.size(); i++) {
            seen.add(reader.site(i));
        }
        assertThat(problems(reader)).isEmpty();
        return seen;
    }

    /** What cannot be of a stack that existed. */
    private static List<String> problems(LiveStackReader stack) {
        List<String> problems = new ArrayList<>();
        for (int i = 0; i < stack.size(); i++) {
            long around = i == 0 ? 0 : stack.span(i - 1);
            if (stack.span(i) == 0 || stack.parent(i) != around || stack.level(i) != i) {
                problems.add("frame " + i + " is " + stack.span(i) + " in " + stack.parent(i)
                        + " at level " + stack.level(i) + ", around it " + around);
            }
            if (i > 0 && stack.start(i) <= stack.start(i - 1)) {
                problems.add("frame " + i + " starts before the one around it");
            }
        }
        return problems;
    }

    @Test
    void shouldShowOpenSpansOutermostFirst() {
        assertThat(seen()).isEmpty();
        int outer = producer.begin(sites[0]);
        producer.enterFunction(sites[1]);
        producer.beginRegion(sites[2]);
        assertThat(seen()).containsExactly(sites[0], sites[1], sites[2]);

        producer.leaveFunction();
        assertThat(seen()).containsExactly(sites[0], sites[2]);
        producer.end(outer);
        assertThat(seen()).isEmpty();
    }

    @Test
    void shouldTellWhoCausedASpan() {
        producer.begin(sites[0], 0, 0, 42);
        LiveStackReader reader = reader();

        assertThat(reader.look()).isTrue();
        assertThat(reader.source(0)).isEqualTo(42);
        assertThat(reader.span(0)).isEqualTo(producer.currentSpan());
    }

    @Test
    void shouldTakeACoroutinesSpansOffTheTrackAndPutThemBackElsewhere() {
        SpanStack coroutine = producer.newStack();
        int first = producer.begin(sites[0]);
        producer.resume(coroutine);
        producer.enterFunction(sites[2]);
        producer.enterFunction(sites[3]);
        assertThat(seen()).containsExactly(sites[0], sites[2], sites[3]);

        producer.suspend(coroutine);
        assertThat(seen()).containsExactly(sites[0]);
        producer.end(first);
        producer.begin(sites[4]);
        producer.begin(sites[5]);
        producer.resume(coroutine);
        assertThat(seen()).containsExactly(sites[4], sites[5], sites[2], sites[3]);

        LiveStackReader reader = reader();
        reader.look();
        assertThat(reader.flags(2) & RecordDescriptor.CONTINUED).isNotZero();
        assertThat(reader.flags(1) & RecordDescriptor.CONTINUED).isZero();
    }

    @Test
    void shouldShowAsManyFramesAsThereIsRoomForAndSayThatThereAreMore() {
        List<Integer> open = new ArrayList<>();
        List<Integer> tokens = new ArrayList<>();
        for (int level = 0; level < LEVELS; level++) {
            tokens.add(producer.begin(sites[level]));
            open.add(sites[level]);
            LiveStackReader reader = reader();
            assertThat(reader.look()).isTrue();
            assertThat(reader.isWhole()).isEqualTo(level < ROOM);
            assertThat(seen()).isEqualTo(open.subList(0, Math.min(ROOM, level + 1)));
        }
        for (int level = LEVELS - 1; level >= 0; level--) {
            producer.end(tokens.get(level));
            assertThat(seen()).isEqualTo(open.subList(0, Math.min(ROOM, level)));
        }
        fixture.drain();
        for (Recorded slice : fixture.slices()) {
            assertThat(slice.site()).isEqualTo(sites[slice.depth()]);
        }
        assertThat(fixture.slices()).hasSize(LEVELS);
    }

    @Test
    void shouldShowFramesThatAreNotRecordedWithoutASpan() {
        producer.begin(sites[0]);
        producer.begin(0);
        producer.begin(sites[1]);
        LiveStackReader reader = reader();

        assertThat(reader.look()).isTrue();
        assertThat(reader.size()).isEqualTo(3);
        assertThat(reader.span(1)).isZero();
        assertThat(reader.parent(2)).isEqualTo(reader.span(0));
        assertThat(reader.level(2)).isEqualTo(1);
    }

    @Test
    void shouldShowOnlyStacksThatExistedToAReaderThatLooksAllTheTime() throws Exception {
        Random random = new Random(5);

        int[] counts = watch(() -> nest(random), reader -> {
            assertThat(problems(reader)).isEmpty();
            shouldStandInOrder(reader);
        });
        assertThat(counts[0]).as("looks that saw something").isGreaterThan(1_000);
        assertThat(counts[1]).as("looks that saw a cut stack").isPositive();
        assertThat(seen()).isEmpty();
    }

    /** While frames are put back one by one, some still have the place and start they had before. */
    @Test
    void shouldShowWhichSpansAreOpenWhileFramesMove() throws Exception {
        Random random = new Random(6);

        int[] counts = watch(() -> move(random), LiveStackTest::shouldStandInOrder);
        assertThat(counts[0]).as("looks that saw something").isGreaterThan(1_000);
        assertThat(seen()).isEmpty();
    }

    private static void shouldStandInOrder(LiveStackReader reader) {
        Set<Long> spans = new HashSet<>();
        for (int i = 0; i < reader.size(); i++) {
            assertThat(reader.span(i)).as("span of frame %d", i).isNotZero();
            assertThat(spans.add(reader.span(i))).as("span of frame %d is new", i).isTrue();
            assertThat(reader.site(i)).as("site of frame %d", i)
                    .isGreaterThan(i == 0 ? 0 : reader.site(i - 1));
        }
    }

    /** Runs a program over and over while another thread looks; counts looks, and cut stacks. */
    private int[] watch(Runnable program, Consumer<LiveStackReader> check) throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        try (ExecutorService other = Executors.newSingleThreadExecutor()) {
            Future<int[]> looks = other.submit(() -> {
                int[] counts = new int[2];
                LiveStackReader reader = reader();
                while (!over.get()) {
                    if (reader.look()) {
                        check.accept(reader);
                        counts[0] += reader.size() > 0 ? 1 : 0;
                        counts[1] += reader.isWhole() ? 0 : 1;
                    }
                }
                return counts;
            });
            long until = System.nanoTime() + 2_000_000_000L;
            try {
                while (System.nanoTime() < until && !looks.isDone()) {
                    program.run();
                }
            } finally {
                over.set(true);
            }
            return looks.get();
        }
    }

    /** Opens sites of rising ids only; errors leave spans and functions open above the one that ends. */
    private void nest(Random random) {
        int[] tokens = new int[LEVELS];
        int level = 0;
        for (int step = 0; step < 60; step++) {
            if (level < LEVELS && random.nextInt(3) > 0) {
                tokens[level] = producer.begin(sites[level]);
                level++;
            } else if (level > 0) {
                level = Math.max(0, level - 1 - random.nextInt(2));
                producer.end(tokens[level]);
            }
        }
        producer.end(tokens[0]);
    }

    /** Opens sites of rising ids only, in functions, regions and a coroutine, and closes them all. */
    private void move(Random random) {
        SpanStack coroutine = producer.newStack();
        int low = 1 + random.nextInt(8);
        int outer = producer.begin(sites[0]);
        for (int level = 1; level < low; level++) {
            producer.enterFunction(sites[level]);
        }
        producer.resume(coroutine);
        int high = low + random.nextInt(LEVELS - low);
        for (int level = low; level < high; level++) {
            if (level % 3 == 0) {
                producer.beginRegion(sites[level]);
            } else {
                producer.enterFunction(sites[level]);
            }
        }
        for (int i = random.nextInt(6); i > 0; i--) {
            producer.leaveFunction();
        }
        producer.suspend(coroutine);
        for (int level = low; level > 1 && random.nextBoolean(); level--) {
            producer.leaveFunction();
        }
        producer.resume(coroutine);
        producer.endRegion();
        producer.finish(coroutine);
        producer.end(outer);
    }
}
