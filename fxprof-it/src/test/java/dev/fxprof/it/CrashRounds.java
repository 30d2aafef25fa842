package dev.fxprof.it;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Many independent {@link CrashRound}s, a few at a time. */
final class CrashRounds {
    private static final int AT_A_TIME = 3;

    private CrashRounds() {
    }

    /** Runs rounds whose seeds follow from one, -Dfxprof.seed or the clock. */
    static void run(Path folder, int rounds) throws InterruptedException {
        long seed = Long.getLong("fxprof.seed", System.nanoTime());
        List<Future<?>> all = new ArrayList<>();
        try (ExecutorService executor = Executors.newFixedThreadPool(AT_A_TIME)) {
            for (int i = 0; i < rounds; i++) {
                int round = i;
                all.add(executor.submit(() -> one(folder, round, seed + round)));
            }
            for (Future<?> future : all) {
                await(future, executor);
            }
        }
    }

    private static Void one(Path folder, int round, long seed) throws Exception {
        CrashRound crash = new CrashRound(folder.resolve("round" + round), seed);
        try {
            crash.run();
            Folders.delete(folder.resolve("round" + round));
            return null;
        } catch (AssertionError | Exception e) {
            throw new AssertionError("round " + round + " of -Dfxprof.seed=" + (seed - round)
                    + ", " + crash + ": " + e.getMessage(), e);
        }
    }

    private static void await(Future<?> future, ExecutorService executor)
            throws InterruptedException {
        try {
            future.get();
        } catch (ExecutionException e) {
            executor.shutdownNow();
            throw new AssertionError(e.getCause().getMessage(), e.getCause());
        }
    }
}
