package dev.fxprof.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets Ctrl-C end a command that runs until it is told to stop: the file is finished first, and the
 * exit code is 0, since this is the regular way to stop, unless the command has another.
 */
final class Interruption implements AutoCloseable {
    private static final long MOST_SECONDS = 20;

    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread hook = new Thread(this::interrupt, "fxprof interruption");
    private volatile boolean requested;
    private volatile int exitCode;

    Interruption() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    boolean isRequested() {
        return requested;
    }

    /** What the command exits with if it is interrupted, instead of 0. */
    void exitWith(int code) {
        exitCode = code;
    }

    private void interrupt() {
        requested = true;
        try {
            if (done.await(MOST_SECONDS, TimeUnit.SECONDS)) {
                System.out.flush();
                Runtime.getRuntime().halt(exitCode);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        if (requested) {
            done.countDown();
        } else {
            Runtime.getRuntime().removeShutdownHook(hook);
        }
    }
}
