package dev.fxprof.export.files;

import dev.fxprof.api.SpanSink;
import dev.fxprof.export.TestBatch;
import dev.fxprof.export.TestSites;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * A server whose ticks submit tasks to workers, which deliver what they computed to a later tick, and
 * sometimes go on on another worker. Trees come as they end, those of each track with a delay of its own,
 * so that effects come before their causes as well as after them.
 */
final class TaskStream {
    /** Where a flow begins. */
    record Cause(String track, long span, long nanos) {}

    /** Where a flow ends: a slice, by its track and start. */
    record Effect(String track, long start) {}

    private record Done(int worker, long span, long end) {}

    private record Tree(TestBatch batch, long end) {}

    static final String[] TRACKS = {"", "svMain", "async worker 1", "async worker 2",
            "async worker 3"};
    private static final int MAIN = 1;
    private static final int WORKERS = 3;
    private static final long[] DELAYS = {0, 0, 0, 40_000_000, 170_000_000};

    final TestSites sites = new TestSites();
    final Map<Effect, Cause> causes = new HashMap<>();
    private final int tick = sites.tick();
    private final int submit = sites.function("jobs", "submit");
    private final int task = sites.function("jobs", "task");
    private final int deliver = sites.function("jobs", "deliver");
    private final SplittableRandom random;
    private final List<Tree> trees = new ArrayList<>();
    private final PriorityQueue<Done> done = new PriorityQueue<>(
            Comparator.comparingLong(Done::end));
    private final long[] free = new long[TRACKS.length];
    private long now;
    private long spans;

    TaskStream(long seed, int ticks) {
        random = new SplittableRandom(seed);
        for (int i = 0; i < ticks; i++) {
            tick();
            now += random.nextInt(40_000_000);
        }
        trees.sort(Comparator.comparingLong(
                tree -> tree.end + DELAYS[tree.batch.track()]));
    }

    void writeTo(SpanSink to) throws IOException {
        for (int track = 1; track < TRACKS.length; track++) {
            to.track(track, TRACKS[track]);
        }
        for (Tree tree : trees) {
            to.accept(tree.batch);
        }
        to.flush();
    }

    private long step() {
        now += 1 + random.nextInt(300_000);
        return now;
    }

    private void tick() {
        TestBatch main = new TestBatch(MAIN).open(tick, ++spans, step());
        for (int i = random.nextInt(8); i > 0; i--) {
            if (!done.isEmpty() && done.peek().end < now) {
                delivered(main, done.poll());
            }
            long span = ++spans;
            main.open(submit, span, step());
            long moment = step();
            main.close(step());
            submitted(new Cause(TRACKS[MAIN], span, moment));
        }
        while (!done.isEmpty() && done.peek().end < now) {
            delivered(main, done.poll());
        }
        trees.add(new Tree(main.close(step()), now));
    }

    private void delivered(TestBatch main, Done over) {
        long start = step();
        main.open(deliver, ++spans, start).causedOn(over.worker, over.span, over.end).close(step());
        causes.put(new Effect(TRACKS[MAIN], start),
                new Cause(TRACKS[over.worker], over.span, over.end));
    }

    private void submitted(Cause cause) {
        int worker = freeWorker();
        long span = ++spans;
        long start = begin(worker, cause.nanos);
        long end = end(worker, start);
        TestBatch batch = new TestBatch(worker).open(task, span, start)
                .causedOn(MAIN, cause.span, cause.nanos).close(end);
        causes.put(new Effect(TRACKS[worker], start), cause);
        trees.add(new Tree(batch, end));
        if (random.nextInt(4) == 0) {
            int other = freeWorker();
            long again = begin(other, end);
            long over = end(other, again);
            trees.add(new Tree(new TestBatch(other).open(task, span, again)
                    .continuesOn(worker, end).close(over), over));
            causes.put(new Effect(TRACKS[other], again), new Cause(TRACKS[worker], span, end));
            done.add(new Done(other, span, over));
        } else {
            done.add(new Done(worker, span, end));
        }
    }

    private int freeWorker() {
        int first = MAIN + 1;
        return first + (int) Arrays.stream(free, first, first + WORKERS)
                .filter(nanos -> nanos > now).count() % WORKERS;
    }

    private long begin(int worker, long after) {
        return Math.max(free[worker], after) + 1 + random.nextInt(100_000);
    }

    private long end(int worker, long start) {
        boolean isLong = random.nextInt(50) == 0;
        free[worker] = start + 1 + random.nextInt(isLong ? 90_000_000 : 200_000);
        return free[worker];
    }
}
