package dev.fxprof.scheduler.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ChunkQueueTest {
    private final FakeHost host = new FakeHost();
    private final ChunkQueue queue = new ChunkQueue();

    private PoolTask task() {
        return host.task(run -> null);
    }

    @Test
    void shouldBehaveAsAQueue() {
        Queue<PoolTask> model = new ArrayDeque<>();
        Random random = new Random(1);
        for (int i = 0; i < 200_000; i++) {
            // Now and then it grows over several chunks, then it is emptied.
            if (random.nextInt(100) < (i / 2000 % 2 == 0 ? 60 : 35)) {
                PoolTask task = task();
                queue.offer(task);
                model.add(task);
            } else {
                assertThat(queue.poll()).isSameAs(model.poll());
            }
            assertThat(queue.isEmpty()).isEqualTo(model.isEmpty());
            assertThat(queue.atLeast()).isBetween(Math.min(1, model.size()), model.size());
        }
    }

    @Test
    void shouldLoseNothingAndKeepTheOrderOfEachThatOffers() throws Exception {
        int each = 200_000;
        Map<PoolTask, Integer> numbers = new IdentityHashMap<>();
        List<List<PoolTask>> offered = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            List<PoolTask> mine = new ArrayList<>();
            offered.add(mine);
            for (int n = 0; n < each; n++) {
                PoolTask task = task();
                mine.add(task);
                numbers.put(task, i * each + n);
            }
        }
        AtomicInteger left = new AtomicInteger(2 * each);
        List<List<Integer>> taken = List.of(new ArrayList<>(), new ArrayList<>());
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            int me = i;
            threads.add(Thread.ofPlatform().start(() -> offered.get(me).forEach(queue::offer)));
            threads.add(Thread.ofPlatform().start(() -> {
                while (left.get() > 0) {
                    PoolTask task = queue.poll();
                    if (task != null) {
                        left.decrementAndGet();
                        taken.get(me).add(numbers.get(task));
                    } else {
                        Thread.yield();
                    }
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        boolean[] seen = new boolean[2 * each];
        for (List<Integer> mine : taken) {
            int[] last = {-1, -1};
            for (int number : mine) {
                assertThat(seen[number]).isFalse();
                seen[number] = true;
                assertThat(number).isGreaterThan(last[number / each]);
                last[number / each] = number;
            }
        }
        assertThat(taken.get(0).size() + taken.get(1).size()).isEqualTo(2 * each);
    }
}
