package dev.fxprof.export.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fxprof.api.ScriptRuntime;
import dev.fxprof.api.SiteTable;
import dev.fxprof.api.SpanKind;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ReadSitesTest {
    private final ReadSites sites = new ReadSites();

    private int intern(String name) {
        return sites.intern("r", ScriptRuntime.LUA, SpanKind.EVENT, name, "", 0);
    }

    @Test
    void shouldCutLongNamesAtAWholeCharacter() {
        for (String character : new String[]{"a", "é", "€", "\uD83D\uDE00"}) {
            String name = sites.site(intern("x" + character.repeat(1000))).name();
            assertThat(name).startsWith("x" + character);
            assertThat(name.getBytes(StandardCharsets.UTF_8).length).isBetween(508, 512);
            assertThat(new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                    .isEqualTo(name);
        }
    }

    @Test
    void shouldKeepNoHalvesOfCharacters() {
        assertThat(sites.site(intern("a\uD83Db\uDE00")).name()).isEqualTo("a?b?");
        assertThat(sites.site(intern("\uD83D\uDE00")).name()).isEqualTo("\uD83D\uDE00");
    }

    @Test
    void shouldFoldWhatIsBeyondTheLimitByResourceAndKind() {
        int most = 1 << 18;
        for (int i = 0; i < most; i++) {
            assertThat(intern("name " + i)).isEqualTo(i + 1);
        }
        assertThat(intern("name 7")).isEqualTo(8);
        int other = intern("one more");
        assertThat(sites.site(other).name()).isEqualTo(SiteTable.OTHER);
        assertThat(intern("yet one more")).isEqualTo(other);
        assertThat(sites.overflowed()).isEqualTo(2);
    }
}
