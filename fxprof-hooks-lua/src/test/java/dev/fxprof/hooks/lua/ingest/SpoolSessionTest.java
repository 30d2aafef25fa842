package dev.fxprof.hooks.lua.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fxprof.hooks.lua.SpoolWriter;
import dev.fxprof.hooks.lua.VmData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolSessionTest {
    private static final long EPOCH = 1_790_000_000;
    private static final long START = EPOCH * 1_000_000_000;
    private static final long MILLI = 1_000_000;

    @TempDir
    private Path folder;

    private final VmData shop = new VmData("shop", START - 5);
    private final int open = shop.site(3, "shop:open");
    private long span;

    private SpoolWriter session(long number, long start) {
        return new SpoolWriter(folder, number, start, start / 1_000_000_000);
    }

    /** One tick with one slice of a millisecond, and the end of its window. */
    private void second(SpoolWriter writer, long start) {
        shop.slice(open, ++span, start + MILLI, start + 2 * MILLI);
        writer.write(shop).sync(start + 3 * MILLI, start);
    }

    private long slices(Taking taking) {
        return taking.captured.slices.stream().filter(one -> one.resource().equals("shop"))
                .count();
    }

    @Test
    void shouldTakeWhatComesAfterItBegan() throws IOException {
        Path later = folder.resolve("resources");
        SpoolWriter writer = new SpoolWriter(later, 7, START, EPOCH);
        Taking taking = Taking.follow(later);
        writer.nextFile();
        second(writer, START + 100 * MILLI);
        taking.await(() -> taking.captured.flushes > 0);
        second(writer, START + 200 * MILLI);
        second(writer, START + 300 * MILLI);
        taking.await(() -> taking.isUpTo(7, 7));
        assertThat(taking.session.isOver()).isFalse();
        taking.close();

        assertThat(slices(taking)).isEqualTo(2);
        assertThat(taking.captured.cost.waiting()).isEqualTo(1);
        taking.sound();
    }

    @Test
    void shouldTakeFramesThatComeByteByByte() throws IOException {
        SpoolWriter writer = session(1, START).nextFile();
        second(writer, START + 100 * MILLI);
        second(writer, START + 200 * MILLI);
        byte[] all = Files.readAllBytes(writer.path());
        Files.write(writer.path(), new byte[0], StandardOpenOption.TRUNCATE_EXISTING);
        Taking taking = Taking.follow(folder);
        for (int i = 0; i < all.length; i++) {
            Files.write(writer.path(), Arrays.copyOfRange(all, i, i + 1),
                    StandardOpenOption.APPEND);
        }
        taking.await(() -> taking.isUpTo(1, 5));
        taking.close();

        assertThat(taking.session.news()).isEmpty();
        assertThat(Taking.once(folder).sound().captured.slices).hasSize(4);
    }

    @Test
    void shouldTakeAHundredRestarts() throws IOException {
        for (int i = 0; i < 100; i++) {
            SpoolWriter writer = session(1000 - i, START + i * 1000 * MILLI).nextFile();
            shop.tellSitesAgain();
            second(writer, START + i * 1000 * MILLI + 100 * MILLI);
            second(writer, START + i * 1000 * MILLI + 200 * MILLI);
        }

        Taking taking = Taking.once(folder).sound();

        assertThat(slices(taking)).isEqualTo(200);
        assertThat(taking.captured.slices).hasSize(400);
        assertThat(taking.captured.cost.dropped()).isZero();
        assertThat(taking.captured.cost.waiting()).isZero();
    }

    @Test
    void shouldFollowTheRestartsOfTheResource() throws IOException {
        Taking taking = Taking.follow(folder);
        for (int i = 0; i < 5; i++) {
            // The clock was set back in between, and numbers of sessions have no order.
            SpoolWriter writer = session(50 - i, START - i * 1000 * MILLI).nextFile();
            shop.tellSitesAgain();
            second(writer, START - i * 1000 * MILLI + 100 * MILLI);
            long number = writer.session();
            taking.await(() -> taking.isUpTo(number, 3));
        }
        taking.close();

        assertThat(slices(taking)).isEqualTo(4);
        taking.sound();
    }

    @Test
    void shouldCountWhatWasDeletedBeforeItWasRead() throws IOException {
        SpoolWriter writer = session(3, START).nextFile();
        for (int i = 0; i < 10; i++) {
            second(writer, START + i * 1000 * MILLI);
        }
        shop.tellSitesAgain();
        writer.nextFile();
        second(writer, START + 10_000 * MILLI);
        writer.delete(1);
        shop.tellSitesAgain();
        writer.nextFile();
        second(writer, START + 11_000 * MILLI);

        Taking taking = Taking.once(folder).sound();

        assertThat(slices(taking)).isEqualTo(2);
        assertThat(taking.captured.cost.droppedDrain()).isEqualTo(10);
        assertThat(taking.captured.cost.offered()).isEqualTo(12);
    }

    @Test
    void shouldReadAFileToItsEndThatIsDeletedMeanwhile() throws IOException {
        SpoolWriter writer = session(3, START).nextFile();
        second(writer, START);
        Taking taking = Taking.follow(folder);
        taking.await(() -> taking.isUpTo(3, 3));
        second(writer, START + 1000 * MILLI);
        writer.delete(1);
        shop.tellSitesAgain();
        writer.nextFile();
        second(writer, START + 2000 * MILLI);
        taking.await(() -> taking.isUpTo(3, 8));
        taking.close();

        assertThat(taking.captured.cost.dropped()).isZero();
        assertThat(taking.captured.cost.offered()).isEqualTo(3);
        taking.sound();
    }

    @Test
    void shouldGoOnAfterFilesThatItHadTakenAreGone() throws IOException {
        SpoolWriter writer = session(3, START).nextFile();
        second(writer, START);
        second(writer, START + 1000 * MILLI);
        Taking first = Taking.follow(folder);
        first.await(() -> first.isUpTo(3, 5));
        first.close();
        shop.tellSitesAgain();
        writer.nextFile();
        second(writer, START + 2000 * MILLI);
        writer.delete(1);
        shop.tellSitesAgain();
        writer.nextFile();
        second(writer, START + 3000 * MILLI);

        Taking second = Taking.onceMore(folder, first);

        assertThat(second.captured.violations).isEmpty();
        // The tick that waited for its end was in the file that is gone.
        assertThat(slices(first) + slices(second)).isEqualTo(3);
        assertThat(second.captured.lost).isZero();
    }

    @Test
    void shouldCountByReasonWhatNobodyGot() throws IOException {
        SpoolWriter writer = session(3, START).nextFile();
        second(writer, START);
        shop.slice(open, ++span, START + 20 * MILLI, START + 30 * MILLI);
        shop.drop();
        shop.slice(open, ++span, START + 40 * MILLI, START + 50 * MILLI);
        writer.lose(shop);
        // Long before the window.
        shop.slice(open, ++span, START - 10_000 * MILLI, START - 9_000 * MILLI);
        shop.link(span + 1000, START, START + 1, span);
        second(writer, START + 1000 * MILLI);

        var cost = Taking.once(folder).sound().captured.cost;

        assertThat(cost.offered()).isEqualTo(6);
        assertThat(cost.written()).isEqualTo(2);
        assertThat(cost.droppedFull()).isEqualTo(2);
        assertThat(cost.droppedTree()).isEqualTo(2);
        assertThat(cost.droppedDrain()).isZero();
    }

    @Test
    void shouldSayOnceWhatIsNoSpoolOrANewerOne() throws IOException {
        SpoolWriter writer = session(3, START).nextFile();
        second(writer, START);
        Files.writeString(folder.resolve("a.fxs"), "something else, long enough for a header");
        SpoolWriter newer = session(4, START);
        Files.write(folder.resolve("b.fxs"), newer.header(2));
        Files.writeString(folder.resolve("notes.txt"), "not asked for");

        Taking taking = Taking.once(folder).sound();

        assertThat(slices(taking)).isEqualTo(1);
        assertThat(taking.session.news()).containsExactly(
                folder.resolve("a.fxs") + " does not begin as a spool does; it is left out",
                folder.resolve("b.fxs") + " has version 2 of the spool, and this fxprof reads "
                        + "version 1; it is left out");
    }

    @Test
    void shouldSayWhereAFrameIsDamagedAndGoOnBehindIt() throws IOException {
        SpoolWriter writer = session(3, START).nextFile();
        second(writer, START);
        long damaged = Files.size(writer.path());
        shop.slice(open, ++span, START + 10 * MILLI, START + 20 * MILLI);
        byte[] payload = writer.take(shop);
        payload[0] = 9;
        writer.append(writer.frame(SpoolWriter.VM, payload));
        second(writer, START + 1000 * MILLI);

        Taking taking = Taking.once(folder).sound();

        assertThat(slices(taking)).isEqualTo(2);
        assertThat(taking.captured.cost.droppedDrain()).isEqualTo(1);
        assertThat(taking.session.news()).containsExactly(writer.path() + " at byte " + damaged
                + " is damaged: a VM frame has version 9, expected 1 or 2; the frame is left out");
    }

    @Test
    void shouldLeaveOutTheFrameThatADeathTore() throws IOException {
        SpoolWriter writer = session(3, START).nextFile();
        second(writer, START);
        shop.slice(open, ++span, START + 10 * MILLI, START + 20 * MILLI);
        byte[] frame = writer.frame(SpoolWriter.VM, writer.take(shop));
        writer.append(Arrays.copyOf(frame, frame.length - 1));
        shop.tellSitesAgain();
        second(session(4, START + 60_000 * MILLI).nextFile(), START + 60_001 * MILLI);

        Taking taking = Taking.once(folder).sound();

        assertThat(slices(taking)).isEqualTo(2);
        assertThat(taking.session.news()).singleElement().asString()
                .startsWith(writer.path() + " ends at byte ").endsWith("which is left out");
    }

    @Test
    void shouldTakeFramesOverHttpAndFromFilesOnce() throws IOException {
        SpoolWriter writer = session(9, START).nextFile();
        Taking taking = Taking.follow(folder);
        byte[][] bodies = new byte[6][];
        for (int i = 0; i < bodies.length; i++) {
            byte[] header = writer.header();
            long start = START + i * 1000 * MILLI;
            shop.slice(open, ++span, start + MILLI, start + 2 * MILLI);
            byte[] frames = SpoolWriter.concat(writer.frame(SpoolWriter.VM, writer.take(shop)),
                    writer.syncFrame(start + 3 * MILLI, 0, start));
            bodies[i] = SpoolWriter.concat(header, frames);
            if (i % 2 == 0) {
                writer.append(frames);
                long until = writer.sequence() - 1;
                taking.await(() -> taking.isUpTo(9, until));
                assertThat(taking.session.inbox().add(bodies[i])).isEqualTo(until + 1);
            } else {
                assertThat(taking.session.inbox().add(bodies[i])).isEqualTo(writer.sequence());
                writer.append(frames);
            }
        }
        taking.await(() -> taking.isUpTo(9, 13));
        taking.close();

        assertThat(slices(taking)).isEqualTo(5);
        assertThat(taking.session.inbox().next(9)).isEqualTo(14);
        taking.sound();
    }

    @Test
    void shouldTakeASessionThatComesOverHttpAlone() throws IOException {
        SpoolWriter writer = new SpoolWriter(folder.resolve("elsewhere"), 9, START, EPOCH);
        Taking taking = Taking.follow(folder);
        byte[] header = writer.nextFile().header();
        byte[] first = Files.readAllBytes(writer.path());
        assertThat(taking.session.inbox().add(first)).isEqualTo(2);
        shop.slice(open, ++span, START + MILLI, START + 2 * MILLI);
        byte[] frames = SpoolWriter.concat(writer.frame(SpoolWriter.VM, writer.take(shop)),
                writer.syncFrame(START + 3 * MILLI, 0, START));
        byte[] ahead = SpoolWriter.concat(writer.header(), writer.syncFrame(START + 9 * MILLI, 0));
        assertThat(taking.session.inbox().add(ahead)).as("behind a gap").isEqualTo(2);
        assertThat(taking.session.inbox().add(SpoolWriter.concat(header, frames))).isEqualTo(4);
        assertThat(taking.session.inbox().add(ahead)).isEqualTo(5);
        taking.await(() -> taking.isUpTo(9, 4));
        taking.close();
        taking.sound();
    }

    @Test
    void shouldTellTrafficMemoryAndOverheadAsCounters() throws IOException {
        SpoolWriter writer = session(3, START).nextFile();
        shop.memory = 4096;
        shop.schedulerNanos = 700;
        shop.entries = 3;
        shop.packingNanos = 50;
        shop.shed = 8;
        shop.traffic(1, "shop:open", 2, 300, 60);
        second(writer, START);
        shop.schedulerNanos = 900;
        shop.entries = 5;
        second(writer, START + 1000 * MILLI);

        Captured captured = Taking.once(folder).sound().captured;

        assertThat(values(captured, "bytes of memory: shop")).containsExactly(4096.0, 4096.0);
        assertThat(values(captured, "nanos of scheduler: shop")).containsExactly(700.0, 200.0);
        assertThat(values(captured, "calls of scheduler: shop")).containsExactly(3.0, 2.0);
        assertThat(values(captured, "nanos of profiler: shop")).containsExactly(150.0, 100.0);
        assertThat(values(captured, "calls of left out: shop")).containsExactly(8.0, 0.0);
        assertThat(values(captured, "bytes of client event: shop/shop:open"))
                .containsExactly(300.0, 0.0);
        assertThat(values(captured, "recipients of client event: shop/shop:open"))
                .containsExactly(60.0, 0.0);
    }

    private static List<Double> values(Captured captured, String name) {
        return captured.counters.get(name).stream().map(Captured.Counter::value).toList();
    }

    @Test
    void shouldNestAcrossVmsWhereStampsAreEqualOrOverlapALittle() throws IOException {
        VmData bank = new VmData("bank", START);
        int pay = bank.site(4, "pay");
        SpoolWriter writer = session(3, START).nextFile();
        shop.slice(open, 1, START + 10, START + 50);
        bank.slice(pay, 1, START + 10, START + 50);
        shop.slice(open, 2, START + 100, START + 200);
        bank.slice(pay, 2, START + 150, START + 201);
        bank.slice(pay, 3, START + 199, START + 300);
        writer.write(shop).write(bank).sync(START + MILLI, START);

        Taking taking = Taking.once(folder).sound();

        Captured captured = taking.captured;
        assertThat(taking.session.news())
                .containsExactly("2 slices were moved by less than 20 ms so that all nest");
        assertThat(captured.slices).hasSize(6);
        assertThat(captured.slices.subList(1, 6)).extracting(Captured.Slice::depth)
                .containsExactly(1, 2, 1, 2, 1);
        assertThat(captured.cost.written()).isEqualTo(5);
    }

    @Test
    void shouldNotKnowTheSpansOfAnAgentThatBeganAnew() throws IOException {
        SpoolWriter writer = session(3, START).nextFile();
        shop.slice(open, 1, START + 10, START + 20, 0, 0);
        writer.write(shop).sync(START + MILLI, START);
        VmData anew = new VmData("shop", START + MILLI);
        int site = anew.site(3, "shop:open");
        anew.slice(site, 1, START + 3 * MILLI, START + 4 * MILLI,
                VmData.CONTINUED | VmData.LAST, 0);
        writer.write(anew).sync(START + 5 * MILLI, START + 2 * MILLI);

        Captured captured = Taking.once(folder).sound().captured;

        assertThat(captured.links).isEmpty();
        assertThat(captured.slices).filteredOn(slice -> slice.resource().equals("shop"))
                .extracting(Captured.Slice::isFirst).containsExactly(true, false);
    }
}
