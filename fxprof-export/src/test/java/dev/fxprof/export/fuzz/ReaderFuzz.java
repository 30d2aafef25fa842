package dev.fxprof.export.fuzz;

import com.sun.management.ThreadMXBean;
import dev.fxprof.api.Capture;
import dev.fxprof.api.MalformedTraceException;
import dev.fxprof.api.TraceReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Feeds a reader with damaged files. It must take each of them, as spans that nest, or refuse it with a
 * {@link MalformedTraceException} of one sentence; neither may it hang, nor allocate without measure.
 *
 * <p>Number and content of the files follow from a seed, so that a failure can be repeated: the message
 * names the file that was written for it. {@code -Dfxprof.fuzz.seconds=600} prolongs all fuzz tests,
 * {@code -Dfxprof.fuzz.seed=N} gives them other files.
 */
public final class ReaderFuzz {
    private static final Duration LONGEST_READ = Duration.ofSeconds(20);
    private static final long FREE_BYTES = 64L << 20;
    private static final long BYTES_A_BYTE = 2000;
    private static final int LONGEST_SENTENCE = 1000;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory
            .getThreadMXBean();

    private final TraceReader reader;
    private final List<byte[]> seeds;
    private final List<Mutator> mutators;
    private final long seed = Long.getLong("fxprof.fuzz.seed", 1);

    /**
     * What came of it.
     *
     * @param taken files that were read
     * @param refused files that were not
     */
    public record Result(int taken, int refused) {}

    private record Attempt(int number, byte[] file, long startNanos) {}

    /**
     * A test of a reader.
     *
     * @param reader the reader
     * @param seeds valid files, small ones best
     * @param mutators ways to damage them
     */
    public ReaderFuzz(TraceReader reader, List<byte[]> seeds, List<Mutator> mutators) {
        this.reader = reader;
        this.seeds = List.copyOf(seeds);
        this.mutators = List.copyOf(mutators);
    }

    /**
     * Reads damaged files, for a time by the clock: on a busy machine fewer of them.
     *
     * @param usual for how long, unless {@code fxprof.fuzz.seconds} says so
     * @return how many
     */
    public Result run(Duration usual) {
        Duration budget = Duration.ofSeconds(Long.getLong("fxprof.fuzz.seconds",
                usual.toSeconds()));
        AtomicReference<Attempt> current = new AtomicReference<>();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        AtomicReference<Result> result = new AtomicReference<>();
        Thread worker = Thread.ofPlatform().name("fuzz " + reader.format()).daemon()
                .start(() -> {
                    try {
                        result.set(read(budget, current));
                    } catch (Throwable e) {
                        failure.set(e);
                    }
                });
        await(worker, current);
        if (failure.get() != null) {
            throw failed(current.get(), failure.get().toString(), failure.get());
        }
        return result.get();
    }

    private Result read(Duration budget, AtomicReference<Attempt> current) throws IOException {
        long deadline = System.nanoTime() + budget.toNanos();
        int refused = 0;
        int number = 0;
        for (; System.nanoTime() < deadline; number++) {
            Attempt attempt = new Attempt(number, file(number), System.nanoTime());
            current.set(attempt);
            long before = THREADS.getCurrentThreadAllocatedBytes();
            refused += isTaken(attempt.file) ? 0 : 1;
            long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
            if (allocated > FREE_BYTES + BYTES_A_BYTE * attempt.file.length) {
                throw new IllegalStateException(allocated + " bytes were allocated for a file of "
                        + attempt.file.length);
            }
        }
        return new Result(number - refused, refused);
    }

    private byte[] file(int number) {
        SplittableRandom random = new SplittableRandom(seed * 1_000_003 + number);
        byte[] file = seeds.get(random.nextInt(seeds.size()));
        for (int i = random.nextInt(3); i >= 0; i--) {
            file = mutators.get(random.nextInt(mutators.size())).mutate(file, random);
        }
        return file;
    }

    private boolean isTaken(byte[] file) throws IOException {
        BytesSource source = new BytesSource("fuzz", file);
        reader.recognises(Arrays.copyOf(file, Math.min(file.length, TraceReader.HEAD)));
        try (Capture capture = reader.read(source)) {
            capture.replay(new NestingCheck());
            return true;
        } catch (MalformedTraceException e) {
            String sentence = e.getMessage();
            if (!sentence.startsWith(source.name()) || sentence.length() > LONGEST_SENTENCE
                    || sentence.chars().anyMatch(Character::isISOControl)) {
                throw new IllegalStateException("not a sentence for users: " + sentence, e);
            }
            return false;
        } finally {
            if (source.open > 0) {
                throw new IllegalStateException("the file was left open");
            }
        }
    }

    private void await(Thread worker, AtomicReference<Attempt> current) {
        try {
            while (!worker.join(Duration.ofSeconds(1))) {
                Attempt attempt = current.get();
                if (attempt != null && System.nanoTime() - attempt.startNanos > LONGEST_READ
                        .toNanos()) {
                    IllegalStateException where = new IllegalStateException("the reader hangs");
                    where.setStackTrace(worker.getStackTrace());
                    throw failed(attempt, where.getMessage(), where);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private AssertionError failed(Attempt attempt, String what, Throwable cause) {
        List<String> words = new ArrayList<>(List.of(reader.format() + " reader, seed " + seed));
        if (attempt != null) {
            words.add("file " + attempt.number + " (" + save(attempt) + ")");
        }
        words.add(what);
        return new AssertionError(String.join(", ", words), cause);
    }

    private String save(Attempt attempt) {
        Path file = Path.of("target",
                "fuzz-" + reader.format() + "-" + seed + "-" + attempt.number + ".bin");
        try {
            Files.createDirectories(file.getParent());
            return Files.write(file, attempt.file).toString();
        } catch (IOException e) {
            return "not saved: " + e.getMessage();
        }
    }
}
