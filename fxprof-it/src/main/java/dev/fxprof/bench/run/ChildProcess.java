package dev.fxprof.bench.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A program that is run for what it prints. */
public final class ChildProcess {
    private ChildProcess() {
    }

    /** The program could not be started or said no. */
    public static final class Failed extends Exception {
        private static final long serialVersionUID = 1L;

        Failed(String sentence) {
            super(sentence);
        }
    }

    /**
     * Runs a program to its end.
     *
     * @param words program and arguments
     * @param environment variables to add
     * @return its standard output
     * @throws Failed if it cannot be started or ends with another code than 0; the message is the
     *     last line of its standard error
     */
    public static String run(List<String> words, Map<String, String> environment) throws Failed {
        ProcessBuilder builder = new ProcessBuilder(words);
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            CompletableFuture<String> errors = CompletableFuture
                    .supplyAsync(() -> lastLine(process));
            String out = new String(process.getInputStream().readAllBytes(),
                    StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new Failed(errors.join());
            }
            return out;
        } catch (IOException e) {
            throw new Failed(words.getFirst() + " cannot be run");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failed("interrupted");
        }
    }

    private static String lastLine(Process process) {
        return process.errorReader(StandardCharsets.UTF_8).lines().reduce("it said nothing",
                (before, line) -> line.isBlank() ? before : line);
    }
}
