package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * A server that runs, with its console at hand.
 *
 * <p>Assumptions: one thread types and waits. Guarantees: a line that was printed is found, whenever it came.
 * Progress: a wait ends when the line comes, when the server ends, or after a minute.
 */
class ServerConsole implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final Process process;
    private final List<String> lines = new ArrayList<>();
    private boolean ended;

    ServerConsole(Process process) {
        this.process = process;
        Thread.ofVirtual().start(this::read);
    }

    private void read() {
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                add(line);
            }
        } catch (IOException e) {
            add("reading failed: " + e.getMessage());
        }
        end();
    }

    private synchronized void add(String line) {
        lines.add(line);
        notifyAll();
    }

    private synchronized void end() {
        ended = true;
        notifyAll();
    }

    /** Everything printed so far. */
    final synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    /** The given one of the lines that hold the text, counted from 1. */
    final synchronized String await(Predicate<String> holds, String text, int number) {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        try {
            while (lines.stream().filter(holds).count() < number && !ended
                    && System.nanoTime() < deadline) {
                wait(100);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        List<String> found = lines.stream().filter(holds).toList();
        assertThat(found).as("'%s' in %s", text, lines).hasSizeGreaterThanOrEqualTo(number);
        return found.get(number - 1);
    }

    /** One line for the console. */
    final void type(String line) {
        try {
            process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until it has ended by itself, and all that it printed is there. */
    final List<String> awaitEnd() {
        awaitExit();
        try {
            synchronized (this) {
                while (!ended) {
                    wait();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return lines();
    }

    /** The same where others may still hold its output, as under Wine. */
    final void awaitExit() {
        awaitExit(0);
    }

    /** Waits until it has ended by itself with this exit code. */
    final void awaitExit(int code) {
        awaitDeath();
        assertThat(process.exitValue()).as("%s", lines()).isEqualTo(code);
    }

    private void awaitDeath() {
        try {
            assertThat(process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)).as("%s", lines())
                    .isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends it, and what it started, as {@code kill -9} does. */
    final void kill() {
        close();
        awaitDeath();
    }

    final boolean isAlive() {
        return process.isAlive();
    }

    final long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
