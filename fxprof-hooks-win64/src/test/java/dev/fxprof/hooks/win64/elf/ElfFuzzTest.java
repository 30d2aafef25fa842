package dev.fxprof.hooks.win64.elf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fxprof.hooks.win64.image.ImageFuzz;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ElfFuzzTest {
    @TempDir
    Path folder;

    @Test
    void shouldTakeOrRefuseEveryDamagedLibrary() throws InterruptedException {
        ImageFuzz.Result result = new ImageFuzz(ElfFuzzTest::read, folder,
                List.of(ElfBuilder.build())).run(Duration.ofSeconds(2));
        assertThat(result.taken()).isGreaterThan(20);
        assertThat(result.refused()).isGreaterThan(20);
    }

    private static void read(Path file) throws IOException {
        try (ElfImage image = ElfImage.open(file)) {
            image.machine();
            image.buildId();
            image.slots();
            image.symbols();
            image.functions("secret");
            image.isRelocated(ElfBuilder.CODE_AT, 16);
            FrameTable.functionAt(image, ElfBuilder.CODE_AT);
        }
    }
}
