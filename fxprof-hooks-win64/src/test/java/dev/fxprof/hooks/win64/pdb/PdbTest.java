package dev.fxprof.hooks.win64.pdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fxprof.hooks.win64.image.Bytes;
import dev.fxprof.hooks.win64.image.MalformedImageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PdbTest {
    private static final int DIRECTORY_LIST = 52;

    @TempDir
    Path folder;

    private static PdbBuilder some(int blockSize, boolean isReversed) {
        PdbBuilder builder = new PdbBuilder(blockSize, isReversed);
        for (int i = 0; i < 2000; i++) {
            builder.publicSymbol("?symbol" + i + "@@YAX" + "X".repeat(i % 90) + "Z", 1 + i % 3,
                    i * 8L);
        }
        return builder.function("lua_resume", 0x40, 99).function("lua_pcallk", 0x140, 50)
                .function("twice", 0x200, 20).function("twice", 0x300, 20);
    }

    private Pdb open(byte[] file) throws IOException {
        return Pdb.open(Files.write(folder.resolve("some.pdb"), file));
    }

    @ParameterizedTest
    @ValueSource(ints = {512, 1024, 2048, 4096, 8192, 16384, 32768})
    void shouldReadSymbolsAcrossBlocksOfAnySizeInAnyOrder(int blockSize) throws IOException {
        for (boolean isReversed : new boolean[]{false, true}) {
            try (Pdb pdb = open(some(blockSize, isReversed).build())) {
                assertThat(pdb.guid()).isEqualTo(PdbBuilder.GUID);
                assertThat(pdb.age()).isEqualTo(PdbBuilder.AGE);
                assertThat(pdb.machine()).isEqualTo(0x8664);
                List<PdbSymbol> symbols = new ArrayList<>();
                pdb.forEachPublic(symbols::add);
                assertThat(symbols).hasSize(2000);
                assertThat(symbols.get(1)).isEqualTo(new PdbSymbol("?symbol1@@YAXXZ", 2, 8,
                        0x7008, 0, true));
                assertThat(symbols.get(1999).name()).hasSize(12 + 4 + 19 + 1);
                assertThat(symbols.get(2).rva()).as("in no section").isEqualTo(-1);
                assertThat(pdb.functions("lua_resume")).containsExactly(new PdbSymbol(
                        "lua_resume", 1, 0x40, PdbBuilder.CODE + 0x40, 99, true));
            }
        }
    }

    @Test
    void shouldFindSymbolsByNameAndAllOfOneName() throws IOException {
        try (Pdb pdb = open(some(4096, false).build())) {
            assertThat(pdb.functions("twice")).extracting(PdbSymbol::offset)
                    .containsExactly(0x200L, 0x300L);
            assertThat(pdb.functions("lua_resum")).isEmpty();
            assertThat(pdb.publics(Set.of("?symbol1@@YAXXZ", "nothing")))
                    .extracting(PdbSymbol::rva).containsExactly(0x7008L);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "32|513|at byte 32: expected a block size of 512 to 32768, got 513",
            "32|65536|at byte 32: expected a block size of 512 to 32768, got 65536",
            "40|99999999|at byte 40: expected a number of blocks of 4096 bytes",
            "44|0|at byte 44: expected a directory of 4 to",
            "44|2000000000|at byte 44: expected a directory of 4 to",
            "52|5000|at byte 52: expected a block below", "0|7|at byte 0: expected Microsoft"})
    void shouldSayWhatIsWrongAndWhere(int at, long value, String sentence) {
        byte[] damaged = Bytes.with32(some(4096, false).build(), at, value);
        assertThatThrownBy(() -> open(damaged)).isInstanceOf(MalformedImageException.class)
                .hasMessageContaining("some.pdb: ").hasMessageContaining(sentence);
    }

    @Test
    void shouldRefuseStreamsThatAreLongerThanTheFile() {
        byte[] file = some(4096, false).build();
        int directory = int32(file, int32(file, DIRECTORY_LIST) * 4096) * 4096;
        assertThatThrownBy(() -> open(Bytes.with32(file, directory + 4, 0x7000_0000L)))
                .isInstanceOf(MalformedImageException.class)
                .hasMessageContaining("streams that together take at most");
        assertThatThrownBy(() -> open(Bytes.with32(file, directory, 70_000)))
                .isInstanceOf(MalformedImageException.class)
                .hasMessageContaining("at most 65536 streams");
    }

    @Test
    void shouldRefuseAFileThatIsCutAnywhere() {
        byte[] file = some(512, false).build();
        for (int length = 0; length < file.length; length += 997) {
            byte[] cut = Arrays.copyOf(file, length);
            assertThatThrownBy(() -> open(cut).close())
                    .isInstanceOf(MalformedImageException.class)
                    .hasMessageMatching(".*some.pdb: at byte \\d+: expected .*");
        }
    }

    private static int int32(byte[] file, int at) {
        return file[at] & 0xFF | (file[at + 1] & 0xFF) << 8 | (file[at + 2] & 0xFF) << 16
                | file[at + 3] << 24;
    }
}
