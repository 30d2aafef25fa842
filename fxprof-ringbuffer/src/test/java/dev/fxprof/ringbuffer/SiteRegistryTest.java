package dev.fxprof.ringbuffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.fxprof.api.ScriptRuntime;
import dev.fxprof.api.Site;
import dev.fxprof.api.SiteTable;
import dev.fxprof.api.SpanKind;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SiteRegistryTest {
    private final SiteRegistry sites = Segments.sites();

    private int intern(String resource, String name) {
        return sites.intern(resource, ScriptRuntime.LUA, SpanKind.EVENT, name, "", 0);
    }

    private String kept(String name) {
        return sites.site(intern("shop", name)).name();
    }

    @Test
    void shouldGiveIdsFromOneOn() {
        assertThat(sites.size()).isZero();
        assertThat(intern("shop", "a")).isEqualTo(1);
        assertThat(intern("shop", "b")).isEqualTo(2);
        assertThat(sites.size()).isEqualTo(2);
    }

    @Test
    void shouldGiveEqualSitesTheSameId() {
        int id = sites.intern("shop", ScriptRuntime.LUA, SpanKind.EVENT, "buy", "@shop/a.lua", 7);
        int again = sites.intern(new String("shop"), ScriptRuntime.LUA, SpanKind.EVENT,
                new String("buy"), new String("@shop/a.lua"), 7);

        assertThat(again).isEqualTo(id);
        assertThat(sites.site(id)).isEqualTo(new Site(id, "shop", ScriptRuntime.LUA,
                SpanKind.EVENT, "buy", "@shop/a.lua", 7));
    }

    @Test
    void shouldTellSitesApartByEachPart() {
        List<Integer> ids = List.of(
                sites.intern("shop", ScriptRuntime.LUA, SpanKind.EVENT, "buy", "a", 7),
                sites.intern("bank", ScriptRuntime.LUA, SpanKind.EVENT, "buy", "a", 7),
                sites.intern("shop", ScriptRuntime.CSHARP, SpanKind.EVENT, "buy", "a", 7),
                sites.intern("shop", ScriptRuntime.LUA, SpanKind.EXPORT, "buy", "a", 7),
                sites.intern("shop", ScriptRuntime.LUA, SpanKind.EVENT, "sell", "a", 7),
                sites.intern("shop", ScriptRuntime.LUA, SpanKind.EVENT, "buy", "b", 7),
                sites.intern("shop", ScriptRuntime.LUA, SpanKind.EVENT, "buy", "a", 8));

        assertThat(ids).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 2, Integer.MAX_VALUE})
    void shouldRefuseIdsItNeverGave(int id) {
        intern("shop", "a");

        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> sites.site(id)).withMessageContaining(String.valueOf(id));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "€", "\uD83D\uDE00", "äöü"})
    void shouldKeepShortNames(String name) {
        assertThat(kept(name)).isEqualTo(name);
    }

    @Test
    void shouldKeepNamesOfExactlyTheLimit() {
        assertThat(kept("x".repeat(128))).isEqualTo("x".repeat(128));
        assertThat(kept("é".repeat(64))).isEqualTo("é".repeat(64));
        assertThat(kept("\uD83D\uDE00".repeat(32))).isEqualTo("\uD83D\uDE00".repeat(32));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "é", "€", "\uD83D\uDE00"})
    void shouldCutLongNamesBetweenCharacters(String character) {
        for (int lead = 0; lead < 5; lead++) {
            String name = "a".repeat(lead) + character.repeat(200);
            int size = character.getBytes(StandardCharsets.UTF_8).length;
            String expected = "a".repeat(lead) + character.repeat((128 - lead) / size);

            assertThat(kept(name)).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uD83D", "\uDE00", "\uDE00\uD83D"})
    void shouldCutNamesWithLoneSurrogatesToValidText(String lone) throws Exception {
        for (int lead = 120; lead < 132; lead++) {
            String name = kept("a".repeat(lead) + lone.repeat(3) + "b".repeat(lead));
            assertThat(wellFormed(name)).as(name).hasSizeBetween(1, 128);
            assertThat(name).startsWith("a".repeat(Math.min(lead, 125)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uD83D", "a\uDE00", "\uDE00\uD83D"})
    void shouldMakeShortNamesValidText(String name) throws Exception {
        assertThat(wellFormed(kept(name))).isNotEmpty();
    }

    private static byte[] wellFormed(String name) throws CharacterCodingException {
        var bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(name));
        byte[] array = new byte[bytes.remaining()];
        bytes.get(array);
        return array;
    }

    @Test
    void shouldGiveNamesThatDifferBeyondTheLimitTheSameId() {
        assertThat(intern("shop", "x".repeat(128) + "a"))
                .isEqualTo(intern("shop", "x".repeat(500))).isEqualTo(1);
    }

    @Test
    void shouldCutFilesToo() {
        int id = sites.intern("shop", ScriptRuntime.LUA, SpanKind.EVENT, "a", "f".repeat(300), 1);

        assertThat(sites.site(id).file()).isEqualTo("f".repeat(128));
    }

    @Test
    void shouldCutResourceNamesToo() {
        int id = intern("r".repeat(300), "a");

        assertThat(sites.site(id).resource()).isEqualTo("r".repeat(128));
    }

    @Test
    void shouldFoldWhatExceedsTheShareOfAResource() {
        int first = intern("shop", "n0");
        for (int i = 1; i < 4096; i++) {
            intern("shop", "n" + i);
        }
        assertThat(sites.size()).isEqualTo(4096);
        assertThat(sites.overflowed()).isZero();

        int other = intern("shop", "n4096");
        assertThat(sites.site(other).name()).isEqualTo(SiteTable.OTHER);
        assertThat(sites.site(other).resource()).isEqualTo("shop");
        assertThat(sites.overflowed()).isEqualTo(1);
        assertThat(intern("shop", "n4097")).isEqualTo(other);
        assertThat(intern("shop", "n4096")).isEqualTo(other);
        assertThat(sites.overflowed()).isEqualTo(3);
        assertThat(sites.size()).isEqualTo(4097);
        assertThat(intern("shop", "n0")).isEqualTo(first);
        assertThat(sites.overflowed()).isEqualTo(3);
        assertThat(sites.site(intern("bank", "n4096")).name()).isEqualTo("n4096");
    }

    @Test
    void shouldKeepRuntimeAndKindOfWhatItFolds() {
        for (int i = 0; i < 4096; i++) {
            intern("shop", "n" + i);
        }
        int event = intern("shop", "x");
        int export = sites.intern("shop", ScriptRuntime.CSHARP, SpanKind.EXPORT, "y", "f", 3);

        assertThat(export).isNotEqualTo(event);
        assertThat(sites.site(export)).isEqualTo(new Site(export, "shop", ScriptRuntime.CSHARP,
                SpanKind.EXPORT, SiteTable.OTHER, "", 0));
    }

    @Test
    void shouldMuteKnownAndNewSites() {
        int known = intern("shop", "a");
        int open = intern("bank", "a");
        sites.muteWhere("shop"::equals);

        assertThat(isMuted(known)).isTrue();
        assertThat(isMuted(open)).isFalse();
        assertThat(isMuted(intern("shop", "b"))).isTrue();
        assertThat(isMuted(intern("bank", "b"))).isFalse();
        sites.muteWhere("bank"::equals);
        assertThat(isMuted(known)).isFalse();
        assertThat(isMuted(open)).isTrue();
    }

    @Test
    void shouldKeepMutingWhenItGrows() {
        sites.muteWhere("shop"::equals);
        for (int i = 0; i < 2_000; i++) {
            assertThat(isMuted(intern("shop", "n" + i))).isTrue();
            assertThat(isMuted(intern("bank", "n" + i))).isFalse();
        }
    }

    @Test
    @Timeout(60)
    void shouldGiveOneIdPerKeyToManyThreads() throws Exception {
        int threads = 4;
        int names = 3_000;
        CountDownLatch start = new CountDownLatch(1);
        List<Future<int[]>> results = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            for (int t = 0; t < threads; t++) {
                int offset = t * names / threads;
                results.add(pool.submit(() -> {
                    start.await();
                    int[] ids = new int[names];
                    for (int i = 0; i < names; i++) {
                        int n = (i + offset) % names;
                        ids[n] = intern("shop", "n" + n);
                        assertThat(sites.site(ids[n]).name()).isEqualTo("n" + n);
                        assertThat(isMuted(ids[n])).isFalse();
                    }
                    return ids;
                }));
            }
            start.countDown();
            for (Future<int[]> result : results) {
                assertThat(result.get()).isEqualTo(results.getFirst().get())
                        .doesNotHaveDuplicates();
            }
        }
        assertThat(sites.size()).isEqualTo(names);
    }

    private boolean isMuted(int site) {
        return sites.gates().gate(site) == SiteGates.CLOSED;
    }
}
