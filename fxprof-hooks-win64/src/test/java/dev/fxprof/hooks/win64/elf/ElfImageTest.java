package dev.fxprof.hooks.win64.elf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fxprof.hooks.win64.image.Bytes;
import dev.fxprof.hooks.win64.image.MalformedImageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ElfImageTest {
    @TempDir
    Path folder;

    private ElfImage open(byte[] file) throws IOException {
        return ElfImage.open(Files.write(folder.resolve("libsome.so"), file));
    }

    @Test
    void shouldReadSymbolsThatOthersSeeAndTheSlotsOfThoseItTakes() throws IOException {
        try (ElfImage image = open(ElfBuilder.build())) {
            assertThat(image.machine()).isEqualTo(ElfImage.X86_64);
            assertThat(image.symbols()).containsExactly(new ElfImage.Symbol("Invoke", false),
                    new ElfImage.Symbol("mine", true));
            assertThat(image.slots()).containsExactly(new ElfImage.Slot("Invoke", 0x3018),
                    new ElfImage.Slot("mine", 0x3028));
            assertThat(image.buildId()).hasValue("ab" + "00".repeat(19));
        }
    }

    @Test
    void shouldFindFunctionsAndHowTheyBegin() throws IOException {
        try (ElfImage image = open(ElfBuilder.build())) {
            assertThat(image.functions("secret")).containsExactly(
                    new ElfImage.Function(ElfBuilder.CODE_AT, ElfBuilder.CODE_SIZE));
            assertThat(image.functions("mine")).isEmpty();
            assertThat(FrameTable.functionAt(image, ElfBuilder.CODE_AT + 5)).hasValue(
                    new FrameTable.Function(ElfBuilder.CODE_AT,
                            ElfBuilder.CODE_AT + ElfBuilder.CODE_SIZE, List.of(2, 3, 7)));
            assertThat(FrameTable.functionAt(image, ElfBuilder.CODE_AT + ElfBuilder.CODE_SIZE))
                    .isEmpty();
            assertThat(image.isCode(ElfBuilder.CODE_AT, ElfBuilder.CODE_SIZE)).isTrue();
            assertThat(image.isCode(ElfBuilder.CODE_AT, ElfBuilder.CODE_SIZE + 1)).isFalse();
            assertThat(image.code(ElfBuilder.CODE_AT, 2)).containsExactly(0x41, 0x54);
            assertThat(image.isRelocated(0x3014, 5)).isTrue();
            assertThat(image.isRelocated(0x3000, 0x18)).isFalse();
        }
    }

    @Test
    void shouldSayWhatIsWrongAndWhere() {
        byte[] file = ElfBuilder.build();
        assertRefused(Bytes.with32(file, 0, 0), "at byte 0: expected 0x7F and ELF");
        assertRefused(Bytes.with16(file, 4, 0x0101), "at byte 4: expected 64 bits");
        assertRefused(Bytes.with16(file, 60, 2000), "at byte 58: expected at most 1024 section");
        assertRefused(Bytes.with32(file, ElfBuilder.SYMBOLS + 24, 99),
                "at byte 536: expected a name within the table of 21 bytes");
        assertRefused(Bytes.with32(file, ElfBuilder.RELOCATIONS + 12, 77), "expected a symbol");
    }

    private void assertRefused(byte[] file, String sentence) {
        assertThatThrownBy(() -> {
            try (ElfImage image = open(file)) {
                image.symbols();
                image.slots();
            }
        }).isInstanceOf(MalformedImageException.class).hasMessageContaining("libsome.so: ")
                .hasMessageContaining(sentence);
    }
}
