package dev.fxprof.hooks.lua.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fxprof.hooks.lua.SpoolWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever stands in a file: no exception, no stream that breaks the rules, and every record counted. */
class DamagedSpoolTest {
    private static final long EPOCH = 1_790_000_000;
    private static final long SEED = 20261128;
    private static final int ROUNDS = 150;

    @TempDir
    private Path folder;

    private byte[] whole(Path in) throws IOException {
        RandomServer server = new RandomServer(new SpoolWriter(in, 5, EPOCH * 1_000_000_000, EPOCH),
                new Random(SEED), EPOCH * 1_000_000_000 + 5_000_000, 3);
        server.run(60, 8).lastSync();
        return Files.readAllBytes(server.writer.path());
    }

    private static void damage(byte[] bytes, Random random) {
        for (int i = 1 + random.nextInt(6); i > 0; i--) {
            int at = 32 + random.nextInt(bytes.length - 32);
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = (byte) random.nextInt();
                case 2 -> Arrays.fill(bytes, at, Math.min(bytes.length, at + random.nextInt(200)),
                        (byte) random.nextInt());
                default -> {
                    int from = 32 + random.nextInt(bytes.length - 32);
                    int length = Math.min(random.nextInt(300), bytes.length - Math.max(at, from));
                    System.arraycopy(bytes.clone(), from, bytes, at, length);
                }
            }
        }
    }

    @Test
    void shouldSurviveEveryDamage() throws IOException {
        byte[] whole = whole(folder.resolve("whole"));
        for (int round = 0; round < ROUNDS; round++) {
            Random random = new Random(SEED + round);
            byte[] bytes = whole.clone();
            damage(bytes, random);
            if (random.nextBoolean()) {
                bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
            }
            Path spool = Files.createDirectory(folder.resolve("round" + round));
            Files.write(spool.resolve("5-1.fxs"), bytes);

            Taking taking = Taking.once(spool);

            assertThat(taking.session.failure()).as("round %d", round).isEmpty();
            // Ids are as the file has them, damaged or not.
            assertThat(taking.captured.violations).as("round %d", round)
                    .allMatch(what -> what.startsWith("the id of")
                            || what.equals("a span changes its site"));
            var cost = taking.captured.cost;
            assertThat(cost.offered()).as("round %d, %s", round, cost)
                    .isEqualTo(cost.written() + cost.dropped() + cost.waiting());
        }
    }

    @Test
    void shouldKeepAllFramesBeforeATruncation() throws IOException {
        byte[] whole = whole(folder.resolve("whole"));
        long slices = 0;
        for (int length = 0; length <= whole.length; length += 1 + whole.length / 40) {
            Path spool = Files.createDirectory(folder.resolve("cut" + length));
            Files.write(spool.resolve("5-1.fxs"), Arrays.copyOf(whole, length));

            Taking taking = Taking.once(spool).sound();

            assertThat(taking.captured.cost.written()).isGreaterThanOrEqualTo(slices);
            assertThat(taking.captured.cost.waiting()).isZero();
            slices = taking.captured.cost.written();
        }
        assertThat(slices).isPositive();
    }
}
