package dev.fxprof.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutputFormatsTest {
    @ParameterizedTest
    @CsvSource({"a.json, chrome", "b/A.PFTRACE, perfetto", "a.speedscope.json, speedscope",
            ".csv, csv", "a.collapsed, collapsed", "a.svg, flamegraph"})
    void shouldKnowAFormatByTheLongestEnding(String file, String format) {
        assertThat(OutputFormats.of(Path.of(file)).format()).isEqualTo(format);
    }

    @Test
    void shouldSayWhichEndingsThereAre() {
        for (Path file : new Path[]{Path.of("a.txt"), Path.of("").toAbsolutePath().getRoot()}) {
            assertThatThrownBy(() -> OutputFormats.of(file)).isInstanceOf(CommandFailure.class)
                    .hasMessageContaining(file + " does not say its format")
                    .hasMessageContaining(".pftrace (perfetto)");
        }
    }
}
