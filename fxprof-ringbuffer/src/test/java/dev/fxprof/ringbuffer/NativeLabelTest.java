package dev.fxprof.ringbuffer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fxprof.api.NativeNames;
import dev.fxprof.api.ScriptRuntime;
import dev.fxprof.api.Site;
import dev.fxprof.api.SpanKind;
import org.junit.jupiter.api.Test;

class NativeLabelTest {
    private static final String HASH = String.format("0x%x", NativeNames.hash("GET_PLAYER_PED"));

    @Test
    void shouldNameANativeByItsHash() {
        assertThat(NativeLabel.of(HASH)).isEqualTo("GetPlayerPed");
    }

    @Test
    void shouldLeaveWhatIsNoHashOfAKnownNative() {
        for (String name : new String[]{"0xffffffffffffffff", "0x", "0xg", "0x11111111111111111",
                "GetPlayerPed", ""}) {
            assertThat(NativeLabel.of(name)).isEqualTo(name);
        }
    }

    @Test
    void shouldNameNativesAloneWhenReadingTheSites() {
        Segment segment = Segment.anonymous(Geometry.of(1, 16), SegmentOwner.current("", 0));
        segment.sites().append(new Site(1, "shop", ScriptRuntime.NATIVE, SpanKind.NATIVE, HASH, "",
                0), 0);
        segment.sites().append(new Site(2, "shop", ScriptRuntime.LUA, SpanKind.EVENT, HASH, "", 0),
                0);

        assertThat(segment.sites().read(1).name()).isEqualTo("GetPlayerPed");
        assertThat(segment.sites().read(2).name()).isEqualTo(HASH);
    }
}
