package dev.fxprof.hooks.lua.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fxprof.hooks.lua.SpoolWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RandomServersTest {
    private static final long EPOCH = 1_790_000_000;

    @TempDir
    private Path folder;

    private RandomServer server(long seed, long clock, int vms) {
        return new RandomServer(new SpoolWriter(folder, seed, clock, EPOCH), new Random(seed),
                clock + 5_000_000, vms);
    }

    private static List<Captured.Slice> since(List<Captured.Slice> slices, long origin) {
        return slices.stream()
                .map(slice -> new Captured.Slice(slice.depth(), slice.start() - origin,
                        slice.end() - origin, slice.resource(), slice.kind(), slice.name(),
                        slice.isFirst(), slice.isUnfinished(), slice.calls(), slice.source()))
                .toList();
    }

    private static List<Captured.Link> linksSince(List<Captured.Link> links, long origin) {
        return links.stream().map(link -> new Captured.Link(link.continues(), link.from(),
                link.fromNanos() - origin, link.to(), link.toNanos() - origin)).toList();
    }

    private static void assertSame(Captured captured, RandomServer server, long origin) {
        assertThat(captured.slices).containsExactlyElementsOf(since(server.expected, origin));
        assertThat(captured.links)
                .containsExactlyInAnyOrderElementsOf(linksSince(server.links, origin));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void shouldMakeOfAllVmsOneStreamThatIsAsItRan(long seed) throws IOException {
        RandomServer server = server(seed, EPOCH * 1_000_000_000, 1 + (int) seed);
        server.run(200, 10 + (int) seed).nextFile();
        server.run(200, 7).lastSync();

        Taking taking = Taking.once(folder).sound();

        assertSame(taking.captured, server, taking.origin);
        assertThat(taking.captured.cost.written()).isEqualTo(server.records);
        assertThat(taking.captured.cost.waiting()).isZero();
        assertThat(taking.session.news()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23})
    void shouldTieAClockThatCountsFromTheMachinesStartToTheTimeOfDay(long seed)
            throws IOException {
        long clock = 7_000_000_000_000L;
        RandomServer server = server(seed, clock, 4);
        server.run(100, 20).lastSync();

        Taking taking = Taking.once(folder).sound();

        assertSame(taking.captured, server,
                taking.origin - (EPOCH * 1_000_000_000 - clock));
    }

    @ParameterizedTest
    @ValueSource(longs = {31, 32, 33, 34})
    void shouldGoOnAfterAKillWithoutLossOrRepetition(long seed) throws IOException {
        RandomServer server = server(seed, EPOCH * 1_000_000_000, 5);
        Random random = new Random(seed);
        server.run(50, 20);
        Taking first = Taking.follow(folder);
        first.await(() -> first.captured.flushes > 0);
        List<Captured.Slice> slices = new ArrayList<>();
        List<Captured.Link> links = new ArrayList<>();
        // A kill: only what was flushed counts.
        first.close();
        slices.addAll(first.captured.slices);
        links.addAll(first.captured.links);
        Taking last = first;
        for (int i = 0; i < 5; i++) {
            server.run(20 + random.nextInt(40), 20);
            if (i == 2) {
                server.nextFile();
            }
            if (i == 4) {
                server.lastSync();
                last = Taking.onceMore(folder, last).sound();
            } else {
                Taking going = Taking.goOn(folder, last);
                going.await(() -> going.isUpTo(seed, server.lastSync));
                going.close();
                last = going;
            }
            slices.addAll(last.captured.slices);
            links.addAll(last.captured.links);
        }

        assertThat(slices).containsExactlyElementsOf(since(server.expected, first.origin));
        assertThat(links)
                .containsExactlyInAnyOrderElementsOf(linksSince(server.links, first.origin));
    }

    @ParameterizedTest
    @ValueSource(longs = {-3_600_000_000_000L, -400_000_000, -25_000_000, -1_000_000,
            3_600_000_000_000L, 400_000_000})
    void shouldKeepTheOrderOverStepsOfTheClock(long step) throws IOException {
        RandomServer server = server(step, EPOCH * 1_000_000_000, 5);
        server.run(55, 20).stepClock(step);
        server.run(60, 20).lastSync();

        Taking taking = Taking.once(folder);

        assertThat(taking.session.failure()).isEmpty();
        assertThat(taking.captured.violations).isEmpty();
        assertThat(taking.captured.cost.clockSteps()).isPositive();
        assertThat(taking.captured.cost.dropped()).isZero();
        assertThat(String.join("\n", shape(taking.captured.slices)))
                .isEqualTo(String.join("\n", shape(server.expected)));
        long length = server.expected.getLast().end() - server.expected.getFirst().start();
        long found = taking.captured.slices.getLast().end()
                - taking.captured.slices.getFirst().start();
        long tolerance = step > 0 && step < 1_000_000_000 ? step + 60_000_000 : 60_000_000;
        assertThat(found).isBetween(length - tolerance, length + tolerance);
    }

    private static List<String> shape(List<Captured.Slice> slices) {
        return slices.stream()
                .map(slice -> slice.depth() + " " + slice.resource() + " " + slice.name())
                .toList();
    }
}
