package dev.fxprof.cli;

import dev.fxprof.api.Capture;
import dev.fxprof.api.CaptureExports;
import dev.fxprof.api.CaptureIdentity;
import dev.fxprof.api.TraceTarget;
import dev.fxprof.api.TraceWriter;
import dev.fxprof.export.capture.TraceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Converts the capture of a run while it grows, for scripts that ask for it.
 *
 * <p>Assumptions: the capture's file can be read while it is written, as those of streamed formats can.
 *
 * <p>Guarantees: files are made within one folder only; a file has its name only once it is complete; one
 * at a time, in the order of the requests; who asks does not wait. A failure is logged with the name of
 * the resource.
 */
final class ExportQueue implements CaptureExports {
    private static final int MOST_WAITING = 16;
    private static final int LONGEST_NAME = 200;
    private static final long LONGEST_MINUTES = 5;

    private final Path folder;
    private final List<TraceFormats.Output> captures;
    private final long settleMillis;
    private final Consumer<String> log;
    private final ConcurrentLinkedQueue<TraceFormats.Output> written = new ConcurrentLinkedQueue<>();
    private final ThreadPoolExecutor worker;

    /**
     * Waits for requests.
     *
     * @param folder takes the files
     * @param captures files of the run, one a format
     * @param flushMillis how long it takes until what was recorded is in them
     * @param log takes what could not be done
     */
    ExportQueue(Path folder, List<TraceFormats.Output> captures, int flushMillis,
            Consumer<String> log) throws IOException {
        this.folder = folder.toRealPath();
        this.captures = List.copyOf(captures);
        this.settleMillis = 2L * flushMillis;
        this.log = log;
        worker = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(MOST_WAITING),
                Thread.ofPlatform().daemon().name("fxprof export").factory());
    }

    @Override
    public void request(String resource, String format, String file) {
        Path target = target(file);
        try {
            worker.execute(() -> export(resource, format, target));
        } catch (RejectedExecutionException e) {
            throw new IllegalArgumentException(MOST_WAITING + " exports wait already", e);
        }
    }

    /** The place of a file, which must be within the folder whatever the script calls it. */
    private Path target(String file) {
        Path name;
        try {
            name = Path.of(file);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("that is no name of a file", e);
        }
        if (name.getNameCount() != 1 || name.isAbsolute() || file.length() > LONGEST_NAME
                || file.startsWith(".") || file.contains("\\") || file.contains(":")) {
            throw new IllegalArgumentException("expected the plain name of a file, without folders "
                    + "and of at most " + LONGEST_NAME + " characters, not beginning with a dot");
        }
        Path target = folder.resolve(name);
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)
                && !Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new IllegalArgumentException("something stands there that is no file");
        }
        if (captures.stream().anyMatch(own -> own.path().getFileName().equals(name))) {
            throw new IllegalArgumentException("that is the capture itself");
        }
        return target;
    }

    private void export(String resource, String format, Path target) {
        try {
            // What was recorded before the request is on its way to the file.
            Thread.sleep(settleMillis);
            convert(format, target);
            written.add(new TraceFormats.Output(target, format));
        } catch (IOException e) {
            log.accept("export error in " + resource + ": " + target.getFileName()
                    + " was not written: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void convert(String format, Path target) throws IOException {
        // Perfetto's is the smallest, so it comes last where there are several.
        Path source = captures.getLast().path();
        Path made = target.resolveSibling("." + target.getFileName() + ".export");
        try (Capture capture = TraceFile.read(source)) {
            try (TraceWriter writer = OutputFormats.named(format).open(new TraceTarget(folder,
                    made.getFileName().toString(), capture.sites(), capture.processName(), 0, true,
                    CaptureIdentity.NONE))) {
                capture.replay(writer);
            }
            Files.move(made, target, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(made);
        }
    }

    /** Waits until all that was asked for is done, and returns the files that were made. */
    List<TraceFormats.Output> finish() {
        worker.shutdown();
        try {
            if (!worker.awaitTermination(LONGEST_MINUTES, TimeUnit.MINUTES)) {
                worker.shutdownNow();
                log.accept("exports were given up after " + LONGEST_MINUTES + " minutes");
            }
        } catch (InterruptedException e) {
            worker.shutdownNow();
            Thread.currentThread().interrupt();
        }
        return List.copyOf(written);
    }
}
