package dev.fxprof.live.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fxprof.export.TestSites;
import dev.fxprof.live.recorder.Chunk;
import dev.fxprof.live.recorder.StreamInfo;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ChunkQueueTest {
    private static final int MEGABYTE = 1 << 20;

    private final ChunkQueue queue = new ChunkQueue();
    private final StreamInfo stream = new StreamInfo(new TestSites(), "test");

    private Chunk chunk(int bytes, boolean isLast) {
        return new Chunk(stream, new byte[bytes], 1000, 0, 1, 0, null, isLast, 0);
    }

    @Test
    void shouldNeitherWaitNorGrowWhenNobodyLooks() throws InterruptedException {
        long before = System.nanoTime();
        for (int i = 0; i < 100; i++) {
            queue.offer(chunk(MEGABYTE, false));
        }
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
        assertThat(queue.lostSlices()).isEqualTo(69 * 1000);
        queue.offer(chunk(0, true));
        int taken = 0;
        boolean last = false;
        for (Chunk next; (next = queue.poll(0)) != null; taken++) {
            last = next.isLast();
        }
        assertThat(taken).isEqualTo(32);
        assertThat(last).isTrue();
    }

    @Test
    void shouldTakeWhatAloneIsTooLarge() throws InterruptedException {
        queue.offer(chunk(40 * MEGABYTE, false));
        assertThat(queue.lostSlices()).isZero();
        assertThat(queue.poll(0)).isNotNull();
    }

    @Test
    void shouldTellOfALossWithTheNextChunkOfItsStream() throws InterruptedException {
        queue.offer(chunk(32 * MEGABYTE, false));
        queue.offer(chunk(MEGABYTE, false));
        queue.offer(chunk(MEGABYTE, false));
        assertThat(queue.poll(0).behind()).isZero();
        queue.offer(new Chunk(stream, new byte[0], 0, 0, 1, 0, null, false, 0));
        queue.offer(chunk(MEGABYTE, false));
        queue.offer(chunk(MEGABYTE, false));
        assertThat(queue.poll(0).behind()).isZero();
        assertThat(queue.poll(0).behind()).isEqualTo(2000);
        assertThat(queue.poll(0).behind()).isZero();
    }

    @Test
    void shouldNotTellAnotherStreamOfIt() throws InterruptedException {
        queue.offer(chunk(32 * MEGABYTE, false));
        queue.offer(chunk(MEGABYTE, false));
        queue.poll(0);
        queue.offer(new Chunk(new StreamInfo(new TestSites(), "next"), new byte[5], 7, 0, 1, 0,
                null, false, 0));
        assertThat(queue.poll(0).behind()).isZero();
    }
}
