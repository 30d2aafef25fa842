package dev.fxprof.ringbuffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.fxprof.api.ScriptRuntime;
import dev.fxprof.api.SpanControl;
import dev.fxprof.api.SpanKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordingSwitchTest {
    private final SiteRegistry sites = Segments.sites();
    private final RecordingSwitch control = new RecordingSwitch(sites, false, 16);
    private final int engine = site(RecordingSwitch.ENGINE);
    private final int shop = site("shop");
    private final int bank = site("bank");

    private int site(String resource) {
        return sites.intern(resource, ScriptRuntime.LUA, SpanKind.EVENT, "e", "", 0);
    }

    private boolean isMuted(int site) {
        return sites.gates().rule(site) == SiteGates.CLOSED;
    }

    private void assertRecorded(boolean ofShop, boolean ofBank) {
        assertThat(isMuted(shop)).isEqualTo(!ofShop);
        assertThat(isMuted(bank)).isEqualTo(!ofBank);
        assertThat(isMuted(engine)).isFalse();
    }

    @Test
    void shouldSwitchOnAndOff() {
        assertThat(sites.gates().isOn()).isFalse();
        control.enable();
        assertThat(sites.gates().isOn()).isTrue();
        control.disable();
        assertThat(sites.gates().isOn()).isFalse();
    }

    @Test
    void shouldLimitTheRecordingToNamedResources() {
        control.enableForResource("shop");

        assertThat(sites.gates().isOn()).isTrue();
        assertRecorded(true, false);
        control.enableForResource("bank");
        assertRecorded(true, true);
    }

    @Test
    void shouldLeaveDisabledResourcesOutWhenEverythingIsEnabled() {
        control.disableForResource("shop");
        control.enable();

        assertRecorded(false, true);
    }

    @Test
    void shouldLiftTheLimitWhenEverythingIsEnabled() {
        control.enableForResource("shop");
        control.enable();

        assertRecorded(true, true);
    }

    @Test
    void shouldRecordADisabledResourceAgain() {
        control.disableForResource("shop");
        control.enableForResource("shop");

        assertRecorded(true, false);
    }

    @Test
    void shouldStayLimitedWhenTheLastNamedResourceIsDisabled() {
        control.enableForResource("shop");
        control.disableForResource("shop");

        assertRecorded(false, false);
    }

    @Test
    void shouldNeverMuteTheEngine() {
        control.enable();
        control.disableForResource(RecordingSwitch.ENGINE);

        assertRecorded(true, true);
    }

    @ParameterizedTest
    @ValueSource(ints = {SpanControl.MIN_FLUSH_MILLIS, 16, SpanControl.MAX_FLUSH_MILLIS})
    void shouldTakeFlushIntervalsInRange(int millis) {
        control.setFlushIntervalMillis(millis);

        assertThat(control.flushNanos()).isEqualTo(millis * 1_000_000L);
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 1001, Integer.MAX_VALUE})
    void shouldRefuseFlushIntervalsOutOfRange(int millis) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> control.setFlushIntervalMillis(millis))
                .withMessageContaining(String.valueOf(millis));
        assertThat(control.flushNanos()).isEqualTo(16_000_000L);
    }
}
