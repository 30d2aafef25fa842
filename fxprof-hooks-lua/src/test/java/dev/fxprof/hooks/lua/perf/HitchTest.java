package dev.fxprof.hooks.lua.perf;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HitchTest {
    @ParameterizedTest
    @CsvSource({"server,MAIN", "network,NETWORK", "sync,SYNC"})
    void shouldReadTheWarningOfEachThread(String name, ServerThread thread) {
        String line = "[    c-scripting-core] " + name
                + " thread hitch warning: timer interval of 312 milliseconds\r";

        assertThat(Hitch.ofLine(line)).contains(new Hitch(thread, 312));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hitch warning: net frame time of 300 milliseconds",
            "server thread hitch warning: timer interval of milliseconds",
            "server thread hitch warning: timer interval of 99999999999 milliseconds"})
    void shouldPassOverOtherLines(String line) {
        assertThat(Hitch.ofLine(line)).isEmpty();
    }

    private static List<Hitch> split(String text, int size) {
        List<Hitch> hitches = new ArrayList<>();
        TraceSplitter splitter = new TraceSplitter(
                object -> Hitch.ofTrace(object).ifPresent(hitches::add));
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at < bytes.length; at += size) {
            byte[] piece = Arrays.copyOfRange(bytes, at,
                    Math.min(at + size, bytes.length));
            splitter.take(piece, piece.length);
        }
        return hitches;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 1000})
    void shouldTakeObjectsApartWhateverPiecesTheyComeIn(int size) {
        String trace = "{\"test\":\"test\"}"
                + "{\"data\":{\"type\":\"script_log\",\"text\":\"} {\\\" \\\\\"}}"
                + "{\"data\":{\"type\":\"hitch\",\"thread\":\"svMain\",\"time\":312}}"
                + "{\"data\":{\"type\":\"hitch\",\"thread\":\"svNetwork\",\"time\":200}}";

        assertThat(split(trace, size)).containsExactly(new Hitch(ServerThread.MAIN, 312),
                new Hitch(ServerThread.NETWORK, 200));
    }

    @Test
    void shouldPassOverWhatIsNoHitch() {
        assertThat(split("noise{\"data\":{\"type\":\"hitch\",\"thread\":\"other\",\"time\":9}}"
                + "{\"data\":[]}{not json}{\"data\":{\"type\":\"hitch\",\"thread\":\"svMain\"}}",
                5))
                .isEmpty();
    }

    @Test
    void shouldPassOverAnObjectWithoutEnd() {
        String endless = "{\"a\":\"" + "x".repeat(3 << 20) + "\"}";

        assertThat(
                split(endless + "{\"data\":{\"type\":\"hitch\",\"thread\":\"svSync\",\"time\":5}}",
                        65536))
                .containsExactly(new Hitch(ServerThread.SYNC, 5));
    }
}
