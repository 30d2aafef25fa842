package dev.fxprof.hooks.win64.pe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fxprof.hooks.win64.image.ImageFuzz;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeFuzzTest {
    @TempDir
    Path folder;

    @Test
    void shouldTakeOrRefuseEveryDamagedImage() throws InterruptedException {
        ImageFuzz.Result result = new ImageFuzz(PeFuzzTest::read, folder,
                List.of(new PeBuilder(true).build(), new PeBuilder(false).build()))
                .run(Duration.ofSeconds(3));
        assertThat(result.taken()).isGreaterThan(20);
        assertThat(result.refused()).isGreaterThan(20);
    }

    private static void read(Path file) throws IOException {
        try (PeImage image = PeImage.open(file)) {
            image.exports();
            image.debugId();
            for (int at = 0; at < 0x200; at += 0x40) {
                image.functionAt(PeBuilder.SECTION + 0x700 + at);
            }
            image.isRelocated(PeBuilder.SECTION + 0x800, 16);
            image.imports();
            image.bytes(PeBuilder.SECTION + 0x800, 48);
        }
    }
}
