package dev.fxprof.hooks.win64.image;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Feeds a reader with damaged files. It must take each of them or refuse it with a
 * {@link MalformedImageException} of one sentence; neither may it hang, nor allocate without measure.
 *
 * <p>Number and content of the files follow from a seed, so that a failure can be repeated: the message
 * names the file that was kept of it. {@code -Dfxprof.fuzz.seconds=600} prolongs all fuzz tests,
 * {@code -Dfxprof.fuzz.seed=N} gives them other files.
 */
public final class ImageFuzz {
    private static final Duration LONGEST_READ = Duration.ofSeconds(20);
    private static final long FREE_BYTES = 64L << 20;
    private static final long BYTES_A_BYTE = 2000;
    private static final int LONGEST_SENTENCE = 500;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory
            .getThreadMXBean();
    /** What fields of sizes, counts and offsets should not hold. */
    private static final long[] AWKWARD = {0, 1, 2, 3, 0x7F, 0xFF, 0x7FFF, 0xFFFF, 0x1_0000,
            0x7FFF_FFFFL, 0x8000_0000L, 0xFFFF_FFFEL, 0xFFFF_FFFFL, 0xFFFF_F000L, 4096};

    private final Reading reading;
    private final List<byte[]> seeds;
    private final Path file;
    private FileChannel channel;
    private final long seed = Long.getLong("fxprof.fuzz.seed", 1);

    /** Reads everything that a reader can read of a file. */
    public interface Reading {
        void read(Path file) throws IOException;
    }

    /** What came of it. */
    public record Result(int taken, int refused) {}

    private record Attempt(int number, byte[] bytes, long startNanos) {}

    public ImageFuzz(Reading reading, Path folder, List<byte[]> seeds) {
        this.reading = reading;
        this.seeds = seeds;
        file = folder.resolve("fuzz.bin");
    }

    /** Reads for so long by the clock, unless {@code fxprof.fuzz.seconds} says otherwise. */
    public Result run(Duration usual) throws InterruptedException {
        Duration budget = Duration.ofSeconds(Long.getLong("fxprof.fuzz.seconds",
                usual.toSeconds()));
        AtomicReference<Attempt> current = new AtomicReference<>();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        AtomicReference<Result> result = new AtomicReference<>();
        Thread worker = Thread.ofPlatform().name("fuzz").daemon().start(() -> {
            try {
                result.set(read(budget, current));
            } catch (Throwable e) {
                failure.set(e);
            }
        });
        while (!worker.join(Duration.ofSeconds(1))) {
            Attempt attempt = current.get();
            if (attempt != null
                    && System.nanoTime() - attempt.startNanos > LONGEST_READ.toNanos()) {
                IllegalStateException where = new IllegalStateException("the reader hangs");
                where.setStackTrace(worker.getStackTrace());
                throw failed(attempt, where);
            }
        }
        if (failure.get() != null) {
            throw failed(current.get(), failure.get());
        }
        return result.get();
    }

    private Result read(Duration budget, AtomicReference<Attempt> current) throws IOException {
        try (FileChannel opened = FileChannel.open(file, StandardOpenOption.CREATE,
                StandardOpenOption.WRITE)) {
            channel = opened;
            return readAll(budget, current);
        }
    }

    private Result readAll(Duration budget, AtomicReference<Attempt> current)
            throws IOException {
        long deadline = System.nanoTime() + budget.toNanos();
        int taken = 0;
        int number = 0;
        for (; System.nanoTime() < deadline; number++) {
            Attempt attempt = new Attempt(number, bytes(number), System.nanoTime());
            current.set(attempt);
            write(attempt.bytes);
            long before = THREADS.getCurrentThreadAllocatedBytes();
            taken += isTaken() ? 1 : 0;
            long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
            if (allocated > FREE_BYTES + BYTES_A_BYTE * attempt.bytes.length) {
                throw new IllegalStateException(allocated + " bytes were allocated for a file of "
                        + attempt.bytes.length);
            }
        }
        return new Result(taken, number - taken);
    }

    /** Without closing it: a file system may wait for the disk when a file that was cut is closed. */
    private void write(byte[] bytes) throws IOException {
        channel.truncate(bytes.length);
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer, buffer.position());
        }
    }

    private boolean isTaken() throws IOException {
        try {
            reading.read(file);
            return true;
        } catch (MalformedImageException e) {
            String sentence = e.getMessage();
            if (!sentence.matches("(?s)\\Q" + file + "\\E: at byte \\d+: expected .*")
                    || sentence.length() > LONGEST_SENTENCE
                    || sentence.chars().anyMatch(Character::isISOControl)) {
                throw new IllegalStateException("not a sentence for users: " + sentence, e);
            }
            return false;
        }
    }

    private byte[] bytes(int number) {
        SplittableRandom random = new SplittableRandom(seed * 1_000_003 + number);
        byte[] bytes = seeds.get(random.nextInt(seeds.size())).clone();
        for (int i = random.nextInt(6); i >= 0; i--) {
            bytes = damage(bytes, random);
        }
        return bytes;
    }

    private static byte[] damage(byte[] bytes, SplittableRandom random) {
        ByteBuffer fields = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.length < 16) {
            return bytes;
        }
        // Fields stand at multiples of their width, and most of them in the first kilobytes.
        int within = random.nextInt(3) == 0 ? bytes.length : Math.min(bytes.length, 1024);
        int at = random.nextInt(within - 8) & ~1;
        switch (random.nextInt(8)) {
            case 0 -> fields.putInt(at, (int) AWKWARD[random.nextInt(AWKWARD.length)]);
            case 1 -> fields.putShort(at, (short) AWKWARD[random.nextInt(AWKWARD.length)]);
            case 2 -> fields.putInt(at & ~3, fields.getInt(random.nextInt(bytes.length - 4) & ~3));
            case 3 -> fields.putInt(at & ~3, fields.getInt(at & ~3) + random.nextInt(-9, 10));
            case 4 -> fields.putInt(at & ~3, random.nextInt(bytes.length + 64));
            case 5 -> fields.putLong(at & ~3, random.nextLong());
            case 6 -> bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            default -> {
                return random.nextInt(8) == 0
                        ? Arrays.copyOf(bytes, random.nextInt(bytes.length))
                        : copied(bytes, random);
            }
        }
        return bytes;
    }

    /** A piece of the file over another. */
    private static byte[] copied(byte[] bytes, SplittableRandom random) {
        int length = random.nextInt(Math.min(bytes.length, 512));
        System.arraycopy(bytes.clone(), random.nextInt(bytes.length - length), bytes,
                random.nextInt(bytes.length - length), length);
        return bytes;
    }

    private AssertionError failed(Attempt attempt, Throwable cause) {
        Path kept = Path.of("target", "fuzz-image-" + seed + "-" + attempt.number + ".bin");
        try {
            Files.write(kept, attempt.bytes);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
        return new AssertionError("seed " + seed + ", file " + attempt.number + " (" + kept + "), "
                + cause, cause);
    }
}
