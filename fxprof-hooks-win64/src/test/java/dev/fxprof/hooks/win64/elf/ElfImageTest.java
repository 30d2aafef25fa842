package dev.fxprof.hooks.win64.elf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fxprof.hooks.win64.image.Bytes;
import dev.fxprof.hooks.win64.image.MalformedImageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
