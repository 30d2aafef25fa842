package dev.fxprof.hooks.win64.pe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fxprof.hooks.win64.image.Bytes;
import dev.fxprof.hooks.win64.image.MalformedImageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PeImageTest {
    private static final int SECTION_COUNT = PeBuilder.COFF + 2;

    @TempDir
    Path folder;

    private PeImage open(byte[] file) throws IOException {
        return PeImage.open(Files.write(folder.resolve("some.dll"), file));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldReadTablesOfBothWidths(boolean is64) throws IOException {
        int width = is64 ? 8 : 4;
        try (PeImage image = open(new PeBuilder(is64).build())) {
            assertThat(image.headers().is64()).isEqualTo(is64);
            assertThat(image.headers().timestamp()).isEqualTo(0x6543_2100L);
            assertThat(image.exports()).containsExactly(
                    new Export("run", 5, PeBuilder.SECTION + 0x800, ""),
                    new Export("forwarded", 7, PeBuilder.EXPORTS + 0x80, "OTHER.there"));
            int slot = PeBuilder.IMPORTS + 0x140;
            int late = PeBuilder.LATE + 0x120;
            assertThat(image.imports()).containsExactly(
                    new Import("core.dll", "Invoke", 77, slot, false),
                    new Import("core.dll", "", 9, slot + width, false),
                    new Import("late.dll", "Invoke", 77, late, true),
                    new Import("late.dll", "", 9, late + width, true));
            assertThat(image.debugId()).hasValue(new DebugId(
                    "04030201-0605-0807-0910-111213141516", 2, "d:\\build\\some.pdb"));
            assertThat(image.debugId().orElseThrow().file()).isEqualTo("some.pdb");
        }
    }

    @Test
    void shouldTellPrologueFromPartsOfFunctions() throws IOException {
        int begin = PeBuilder.SECTION + 0x800;
        try (PeImage image = open(new PeBuilder(true).build())) {
            assertThat(image.functionAt(begin + 5))
                    .hasValue(new PeImage.Function(begin, begin + 0x40, 20));
            assertThat(image.functionAt(begin + 0x100))
                    .hasValue(new PeImage.Function(begin + 0x100, begin + 0x110, 0));
            assertThat(image.functionAt(begin + 0x40)).isEmpty();
        }
    }

    @Test
    void shouldNotReadBeyondWhatTheFileHasOfASection() throws IOException {
        try (PeImage image = open(new PeBuilder(true).build())) {
            assertThat(image.bytes(PeBuilder.SECTION + 0x780, 2)).containsExactly(1, 20);
            for (long rva : new long[]{0x1FFF, 0x2FFF, 0x9000, -1, 1L << 40}) {
                assertThatThrownBy(() -> image.bytes(rva, 2))
                        .isInstanceOf(MalformedImageException.class)
                        .hasMessageContaining("expected a section that holds address 0x");
            }
        }
    }

    @Test
    void shouldSayWhatIsWrongAndWhere() {
        byte[] file = new PeBuilder(true).build();
        assertRefused(Bytes.with16(file, 0, 0x4D5A), "at byte 0: expected MZ");
        assertRefused(Bytes.with32(file, 0x3C, 0xFFFF_FFF0L), "expected PE and two zero bytes");
        assertRefused(Bytes.with16(file, PeBuilder.COFF + 20, 0x107), "expected 0x10B or 0x20B");
        assertRefused(Bytes.with16(file, SECTION_COUNT, 2000), "at most 1024 sections, got 2000");
        assertRefused(Bytes.with32(file, PeBuilder.EXPORTS + 20, 70_000),
                "at byte 4116: expected at most 65536 addresses, got 70000");
        assertRefused(Bytes.with16(file, PeBuilder.EXPORTS + 0x50, 3),
                "at byte 4176: expected a number below 3, got 3");
        assertRefused(Bytes.with32(file, PeBuilder.IMPORTS + 12, 0x7777_0000L),
                "a section that holds address 0x77770000");
    }

    @Test
    void shouldRefuseAFileThatIsCutAnywhere() {
        byte[] file = new PeBuilder(true).build();
        for (int length = 0; length < PeBuilder.DEBUG; length += 61) {
            assertRefused(Arrays.copyOf(file, length), "some.dll: at byte");
        }
    }

    private void assertRefused(byte[] file, String sentence) {
        assertThatThrownBy(() -> {
            try (PeImage image = open(file)) {
                image.exports();
                image.imports();
                image.debugId();
            }
        }).isInstanceOf(MalformedImageException.class).hasMessageContaining(sentence);
    }
}
