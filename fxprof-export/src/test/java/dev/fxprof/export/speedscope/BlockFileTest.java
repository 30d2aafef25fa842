package dev.fxprof.export.speedscope;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlockFileTest {
    @TempDir
    Path folder;

    @Test
    void shouldGiveBackEachStrandAsItWasWritten() throws IOException {
        Random random = new Random(1);
        try (BlockFile file = new BlockFile(folder)) {
            List<BlockFile.Strand> strands = new ArrayList<>();
            List<ByteArrayOutputStream> expected = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                strands.add(file.strand());
                expected.add(new ByteArrayOutputStream());
            }
            for (int i = 0; i < 20_000; i++) {
                int strand = Math.min(random.nextInt(20), random.nextInt(20));
                byte[] bytes = new byte[random.nextInt(300)];
                random.nextBytes(bytes);
                strands.get(strand).write(bytes, bytes.length);
                expected.get(strand).write(bytes);
            }
            for (int i = 0; i < 20; i++) {
                assertThat(strands.get(i).open().readAllBytes())
                        .isEqualTo(expected.get(i).toByteArray());
            }
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void shouldNotHoldABlockInMemoryForEachOfManyStrands() throws IOException {
        int count = 3_000;
        byte[] line = new byte[100];
        try (BlockFile file = new BlockFile(folder)) {
            List<BlockFile.Strand> strands = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                strands.add(file.strand());
            }
            for (int round = 0; round < 200; round++) {
                for (int i = 0; i < count; i++) {
                    line[0] = (byte) i;
                    line[1] = (byte) round;
                    strands.get(i).write(line, line.length);
                }
                assertThat(file.waiting()).isLessThanOrEqualTo(BlockFile.MOST_WAITING);
            }
            byte[] found = strands.get(1234).open().readAllBytes();
            assertThat(found).hasSize(200 * line.length);
            for (int round = 0; round < 200; round++) {
                assertThat(found[round * line.length]).isEqualTo((byte) 1234);
                assertThat(found[round * line.length + 1]).isEqualTo((byte) round);
            }
        }
    }
}
