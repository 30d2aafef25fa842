package dev.fxprof.hooks.win64.pdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fxprof.hooks.win64.image.ImageFuzz;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PdbFuzzTest {
    @TempDir
    Path folder;

    @Test
    void shouldTakeOrRefuseEveryDamagedSymbolFile() throws InterruptedException {
        ImageFuzz.Result result = new ImageFuzz(PdbFuzzTest::read, folder,
                List.of(seed(512, false), seed(512, true), seed(1024, false)))
                .run(Duration.ofSeconds(3));
        assertThat(result.taken()).isGreaterThan(20);
        assertThat(result.refused()).isGreaterThan(20);
    }

    private static byte[] seed(int blockSize, boolean isReversed) {
        PdbBuilder builder = new PdbBuilder(blockSize, isReversed);
        for (int i = 0; i < 20; i++) {
            builder.publicSymbol("?symbol" + "X".repeat(i * 3) + "@@YAXXZ", 1 + i % 3, i * 8L);
        }
        return builder.function("lua_resume", 0x40, 99).function("lua_pcallk", 0x140, 50).build();
    }

    private static void read(Path file) throws IOException {
        try (Pdb pdb = Pdb.open(file)) {
            pdb.functions("lua_pcallk");
            pdb.forEachPublic(symbol -> assertThat(symbol.name()).isNotNull());
            pdb.functions("lua_resume");
            pdb.publics(Set.of("?symbolXXX@@YAXXZ"));
        }
    }
}
