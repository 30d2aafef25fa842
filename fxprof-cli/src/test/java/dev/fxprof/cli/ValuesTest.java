package dev.fxprof.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class ValuesTest {
    @ParameterizedTest
    @CsvSource({"1200t, 20, 1200", "90s, 20, 1800", "90m, 20, 108000", "4h, 20, 288000",
            "4h, 60, 864000"})
    void shouldTurnServerTimeIntoTicks(String text, int tickRate, long ticks) {
        assertThat(new ServerTime.Converter().convert(text).ticks(tickRate)).isEqualTo(ticks);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0t", "-5m", "5", "5d", "1.5h", "m", "99999999999t"})
    void shouldRefuseWhatIsNoServerTime(String text) {
        assertThatThrownBy(() -> new ServerTime.Converter().convert(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("'" + text + "'").hasMessageContaining("expected");
    }

    @ParameterizedTest
    @CsvSource({"4096, 4096", "8K, 8192", "512M, 536870912", "2G, 2147483648"})
    void shouldReadSizesInPowersOf1024(String text, long bytes) {
        assertThat(new ByteSize().convert(text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1M", "1T", "1.5G", "M"})
    void shouldRefuseWhatIsNoSize(String text) {
        assertThatThrownBy(() -> new ByteSize().convert(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("'" + text + "'").hasMessageContaining("expected");
    }

    @ParameterizedTest
    @CsvSource({"20ms, 20000000", "1.5ms, 1500000", "500us, 500000", "500µs, 500000",
            "2s, 2000000000", "0ms, 0", "0.0001us, 0"})
    void shouldReadShortTimesInNanoseconds(String text, long nanos) {
        assertThat(new ShortTime().convert(text)).isEqualTo(nanos);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "20", "-5ms", "5 ms", "ms", "1h", "1e3ms", "99999999999s"})
    void shouldRefuseWhatIsNoShortTime(String text) {
        assertThatThrownBy(() -> new ShortTime().convert(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("'" + text + "'").hasMessageContaining("expected");
    }
}
