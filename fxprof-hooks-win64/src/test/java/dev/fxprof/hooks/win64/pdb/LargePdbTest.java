package dev.fxprof.hooks.win64.pdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LargePdbTest {
    private static final int BYTES = 200_000_000;
    private static final long MOST_MILLIS = 2000;

    @TempDir
    Path folder;

    /** The time is that of the thread which reads: other work on the machine does not count. */
    @Test
    void shouldRead200MegabytesOfSymbolsInTwoSecondsAnd256Megabytes() throws Exception {
        Path file = folder.resolve("large.pdb");
        int symbols = write(file);
        assertThat(Files.size(file)).isGreaterThan(BYTES);
        Process child = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m",
                "-cp", System.getProperty("java.class.path"), LargePdb.class.getName(),
                file.toString()).redirectErrorStream(true).start();
        String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(said).matches("\\d+ \\d+ \\d+ \\d+\\R");
        String[] words = said.strip().split(" ");
        assertThat(words[0]).isEqualTo("" + symbols);
        assertThat(words[1]).isEqualTo("" + (PdbBuilder.CODE + 0x40));
        System.out.println("a PDB of " + Files.size(file) / 1_000_000 + " MB with " + symbols
                + " symbols: read twice in " + words[2] + " ms, of which on the processor "
                + words[3] + " ms");
        assertThat(Long.parseLong(words[3])).isLessThan(MOST_MILLIS);
    }

    private static int write(Path file) throws IOException {
        PdbBuilder builder = new PdbBuilder(4096, false);
        int symbols = 0;
        for (; builder.symbolBytes() < BYTES; symbols++) {
            builder.publicSymbol(
                    "?method" + symbols + "@Class@space@@QEAAXAEBV23@PEAUlua_State@@@Z",
                    1, symbols);
        }
        builder.function("lua_resume", 0x40, 99).write(file);
        return symbols;
    }
}
