package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fxprof.hooks.win64.elf.ElfImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The reader of ELF files says the same as llvm-readelf, of a library of ours and of the JDK's. */
class ElfReaderIT {
    @TempDir
    Path folder;

    @Test
    void shouldReadWhatTwoLinkersWrote() throws IOException {
        new BuiltServer(folder).linux();
        assertSame(folder.resolve("alpine/opt/cfx-server/libcitizen-scripting-lua.so"));
        for (String library : List.of("libjimage.so", "libnet.so")) {
            assertSame(Path.of(System.getProperty("java.home"), "lib", library));
        }
    }

    private static void assertSame(Path file) throws IOException {
        try (ElfImage image = ElfImage.open(file)) {
            assertThat(image.symbols().stream()
                    .map(symbol -> symbol.name() + " " + symbol.isDefined()))
                    .containsExactlyElementsOf(symbols(file)).isNotEmpty();
            assertThat(image.slots().stream()
                    .map(slot -> String.format("%016x %s", slot.address(), slot.symbol())))
                    .containsExactlyElementsOf(slots(file)).isNotEmpty();
        }
    }

    private static List<String> symbols(Path file) {
        return lines("--dyn-syms", file).map(line -> line.strip().split("\\s+"))
                .filter(words -> words.length > 7 && words[4].matches("GLOBAL|WEAK|UNIQUE")
                        && words[5].matches("DEFAULT|PROTECTED"))
                .map(words -> plain(words[7]) + " " + !words[6].equals("UND")).toList();
    }

    private static List<String> slots(Path file) {
        return lines("-r", file).map(line -> line.split("\\s+"))
                .filter(words -> words.length > 4
                        && words[2].matches("R_X86_64_(64|GLOB_DAT|JUMP_SLOT)"))
                .map(words -> words[0] + " " + plain(words[4])).toList();
    }

    private static String plain(String name) {
        return name.replaceAll("@.*", "");
    }

    private static Stream<String> lines(String which, Path file) {
        return Images.tool("llvm-readelf-14", "--wide", which, file.toString()).lines();
    }
}
