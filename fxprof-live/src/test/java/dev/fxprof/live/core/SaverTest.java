package dev.fxprof.live.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fxprof.live.Await;
import dev.fxprof.live.store.StoredMinutes;
import dev.fxprof.live.view.MinuteView;
import dev.fxprof.live.view.TickSummary;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SaverTest {
    private static final long MEGABYTE = 1 << 20;

    private final List<String> written = new CopyOnWriteArrayList<>();
    private final List<String> lost = new CopyOnWriteArrayList<>();
    private final List<String> news = new CopyOnWriteArrayList<>();
    private final CountDownLatch release = new CountDownLatch(1);
    private volatile boolean isFull;
    private final Saver saver = new Saver(this::write, news::add);

    private void write(long fromMillis, StoredMinutes content) throws IOException {
        if (isFull) {
            throw new IOException("no space left on device");
        }
        written.add(content.server() + " " + fromMillis + " " + content.minutes().size());
    }

    private static StoredMinutes minutes(String server, int count) {
        return new StoredMinutes(StoredMinutes.SCHEMA, server, IntStream.range(0, count)
                .mapToObj(at -> new MinuteView(at, new TickSummary(1, 1, 1, 1, 1, 0), List.of()))
                .toList(), List.of());
    }

    /** Holds up the disk until it is released. */
    private void block() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        saver.capture(1, () -> {
            begun.countDown();
            try {
                release.await();
            } catch (InterruptedException e) {
                lost.add("interrupted");
            }
        }, lost::add);
        begun.await();
    }

    @Test
    void shouldWriteTheNewestMinutesOfEveryServerHoweverManyWait() throws InterruptedException {
        block();
        for (int count = 1; count <= 3; count++) {
            for (int server = 0; server < 40; server++) {
                saver.minutes(7, minutes("s" + server, count));
            }
        }
        release.countDown();
        saver.close(20_000);
        assertThat(written).hasSize(40).doesNotHaveDuplicates()
                .allMatch(file -> file.endsWith(" 7 3"));
        assertThat(news).isEmpty();
    }

    @Test
    void shouldTryAgainWithTheNextMinuteWhatCouldNotBeWritten() throws InterruptedException {
        isFull = true;
        saver.minutes(1, minutes("main", 10));
        saver.minutes(2, minutes("main", 1));
        Await.until("it is told", () -> news.size() >= 2);
        isFull = false;
        saver.minutes(2, minutes("main", 2));
        saver.close(20_000);
        assertThat(written).containsExactly("main 1 10", "main 2 2");
        assertThat(news).allMatch(line -> line.startsWith("The sums of main could not be saved "
                + "yet: no space left on device"));
    }

    @Test
    void shouldForgetTheOldestOfAnHourThatCannotBeWritten() throws InterruptedException {
        block();
        for (int file = 0; file < 8; file++) {
            saver.minutes(file, minutes("main", 10));
        }
        release.countDown();
        saver.close(20_000);
        assertThat(written).hasSize(6).first().isEqualTo("main 2 10");
        assertThat(news).hasSize(2);
    }

    @Test
    void shouldTakeCapturesByTheirMemory() throws InterruptedException {
        block();
        for (int i = 0; i < 100; i++) {
            int number = i;
            saver.capture(MEGABYTE, () -> written.add("c" + number), lost::add);
        }
        assertThat(lost).isEmpty();
        saver.capture(200 * MEGABYTE, () -> written.add("large"), lost::add);
        assertThat(lost).containsExactly("too many wait already");
        release.countDown();
        saver.close(20_000);
        assertThat(written).hasSize(100);
    }

    @Test
    void shouldSayWhatItCannotWriteAnyMore() throws InterruptedException {
        block();
        saver.capture(1, () -> written.add("late"), lost::add);
        saver.close(1);
        assertThat(lost).contains("there was no time left");
        assertThat(written).isEmpty();
        release.countDown();
    }
}
