package dev.fxprof.export.anonymise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fxprof.api.Capture;
import dev.fxprof.api.CaptureCost;
import dev.fxprof.api.ScriptRuntime;
import dev.fxprof.api.Site;
import dev.fxprof.api.SpanKind;
import dev.fxprof.export.capture.CaptureBuilder;
import dev.fxprof.export.capture.ReadTrack;
import dev.fxprof.export.capture.Replayed;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnonymousCaptureTest {
    private static final byte[] KEY = "a key for tests, long enough".getBytes(
            StandardCharsets.UTF_8);
    private static final String LICENSE = "0123456789abcdef0123456789abcdef01234567";

    private static String clean(String text) {
        return new PersonalText(new IdentifierHash(KEY)).clean(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"license:" + LICENSE, "license2:" + LICENSE, "LICENSE:" + LICENSE,
            "steam:110000112345678", "discord:123456789012345678", "fivem:1234567",
            "xbl:2535412345678901", "live:985153912345678", "ip:203.0.113.77",
            "ip:2001:db8:85a3::8a2e:370:7334",
            "2:5a6b7c8d9e0f1a2b3c4d5e6f7a8b9c0d1e2f3a4b5c6d7e8f9a0b1c2d3e4f5a6b"})
    void shouldHashTheIdentifierAndKeepItsKind(String identifier) {
        int colon = identifier.indexOf(':');
        String secret = identifier.substring(colon + 1);
        String cleaned = clean("save " + identifier + ", again " + identifier + "_x");
        assertThat(cleaned).doesNotContain(secret)
                .matches("save (\\w+:id-[0-9a-f]{16}), again \\1_x")
                .startsWith("save " + identifier.substring(0, colon + 1));
        assertThat(clean("char1:" + identifier)).startsWith("char1:").doesNotContain(secret);
    }

    @ParameterizedTest
    @ValueSource(strings = {LICENSE, "1100001123456ab", "76561198012345678",
            "123456789012345678"})
    void shouldHashIdentifiersWithoutAPrefix(String identifier) {
        assertThat(clean("char1:" + identifier)).matches("char1:id-[0-9a-f]{16}");
    }

    @Test
    void shouldGiveOneIdentifierOneHashWhereverItStands() {
        String hash = clean(LICENSE);
        assertThat(clean("license:" + LICENSE)).isEqualTo("license:" + hash);
        assertThat(clean("LICENSE:" + LICENSE.toUpperCase())).isEqualTo("LICENSE:" + hash);
        assertThat(clean("license:" + LICENSE.replace('7', '8')))
                .isNotEqualTo("license:" + hash);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"from 203.0.113.77:30120|from (address):30120",
            "from203.0.113.77.|from(address).", "[2001:db8::1]:30120|[(address)]:30120",
            "fe80::1%eth0 up|(address) up", "::1|(address)", "::ffff:203.0.113.77|(address)",
            "2001:0db8:85a3:0000:0000:8a2e:0370:7334|(address)",
            "mail to anna.b+c@mail.example.org!|mail to (mail)!",
            "/home/anna/server/main.lua|/home/(user)/server/main.lua",
            "/Users/anna|/Users/(user)", "C:\\Users\\Anna Bell\\fx|C:\\Users\\(user)\\fx",
            "file:///c%3A/users/anna/x|file:///c%3A/users/(user)/x"})
    void shouldCutOutAddressesAndHomeFolders(String text, String cleaned) {
        assertThat(clean(text)).isEqualTo(cleaned);
    }

    @ParameterizedTest
    @ValueSource(strings = {"live:update", "steam:open", "license:check", "ip:ban",
            "@esx_policejob/server/main.lua", "playerDropped", "12:34:56", "std::vector",
            "esx:getSharedObject", "tick", "1.2.3", "1.2.3.4.5", "a@b", "0x1F3C",
            "deadbeefdeadbeef", "id-0123456789abcdef", "(other)", "/homes/x", "300.1.1.1"})
    void shouldLeaveAllElse(String text) {
        assertThat(clean(text)).isEqualTo(text);
    }

    @Test
    void shouldCleanAllTextsOfACaptureAndNumberPlayersAnew() throws Exception {
        try (Capture capture = AnonymousCapture.of(personal(), KEY)) {
            for (int round = 0; round < 2; round++) {
                Replayed replayed = Replayed.of(capture);
                List<String> texts = new ArrayList<>(replayed.names.values());
                texts.add(capture.processName());
                texts.add(replayed.cost.clock());
                for (int id = 1; id <= capture.sites().size(); id++) {
                    Site site = capture.sites().site(id);
                    assertThat(site.id()).isEqualTo(id);
                    texts.addAll(List.of(site.resource(), site.name(), site.file()));
                }
                assertThat(texts).noneMatch(text -> text.contains("secret")
                        || text.contains("203.0.113") || text.contains(LICENSE));
                assertThat(replayed.only()).extracting(Replayed.Slice::source).containsExactly(1,
                        2, 1, 0);
                assertThat(replayed.only()).extracting(Replayed.Slice::span).containsExactly(1L,
                        2L, 3L, 4L);
                assertThat(replayed.counters).hasSize(1);
            }
            assertThat(capture.repairs()).containsOnlyKeys("things");
            assertThat(capture.format()).isEqualTo("test");
        }
    }

    private static Capture personal() throws Exception {
        CaptureBuilder builder = new CaptureBuilder("test");
        builder.processName("/home/secret/FXServer");
        builder.repaired("things", 1);
        builder.cost(new CaptureCost(1, 1, 0, 0, 0, 0, 0, 64, 1, "clock of 203.0.113.9", 1, 0));
        int site = builder.sites().intern("r-license:" + LICENSE, ScriptRuntime.LUA,
                SpanKind.EVENT, "ban license:" + LICENSE, "C:\\Users\\secret\\main.lua", 7);
        ReadTrack track = builder.track("thread of secret@mail.example");
        int[] players = {900, 17, 900, 0};
        for (int i = 0; i < players.length; i++) {
            track.source(track.add(site, 10 * i, 10 * i + 5), players[i]);
        }
        builder.counter(track, site, 3, 4);
        return builder.build();
    }

    @Test
    void shouldUseAnotherKeyEveryTimeUnlessOneIsGiven() throws Exception {
        try (Capture first = AnonymousCapture.of(personal());
                Capture second = AnonymousCapture.of(personal());
                Capture third = AnonymousCapture.of(personal(), KEY);
                Capture fourth = AnonymousCapture.of(personal(), KEY)) {
            assertThat(first.sites().site(1).name()).isNotEqualTo(second.sites().site(1).name());
            assertThat(third.sites().site(1)).isEqualTo(fourth.sites().site(1));
        }
    }

    @Test
    void shouldRefuseAKeyThatCouldBeGuessed() throws Exception {
        try (Capture capture = personal()) {
            assertThatThrownBy(() -> AnonymousCapture.of(capture, new byte[15]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("at least 16 bytes");
        }
    }
}
