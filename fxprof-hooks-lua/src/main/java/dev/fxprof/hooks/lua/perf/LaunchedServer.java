package dev.fxprof.hooks.lua.perf;

import java.io.Closeable;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A server that this process starts, with a pipe on descriptor 3 for what it has to say of itself.
 *
 * <p>Guarantees: what comes there goes on unchanged to this process's own descriptor 3 if somebody
 * listens there. The server holds both ends of the pipe, so the death of this process cannot kill it.
 */
final class LaunchedServer implements Closeable {
    /** The shell becomes the command, so that its id and exit code are the server's own. */
    private static final String SCRIPT = "exec 3<>\"$0\" && exec \"$@\"";

    private final Path folder;
    private final RandomAccessFile pipe;
    private final InputStream trace;
    private final Process process;
    private final OuterDescriptor outer = new OuterDescriptor();
    private final TraceSplitter splitter;
    private final byte[] piece = new byte[1 << 16];
    private final List<Hitch> hitches = new ArrayList<>();

    /**
     * Starts it.
     *
     * @param command what to run
     * @param console what goes to the server's console beside what is {@linkplain #type typed}, or empty
     *     if nothing is: then the server has this process's own standard input
     * @throws IOException if it cannot be started; the message is a sentence for the user
     */
    LaunchedServer(List<String> command, Optional<InputStream> console) throws IOException {
        splitter = new TraceSplitter(object -> Hitch.ofTrace(object).ifPresent(hitches::add));
        folder = Files.createTempDirectory("fxprof");
        Path fifo = folder.resolve("trace");
        RandomAccessFile opened = null;
        try {
            make(fifo);
            // both ends: to open one alone would wait for the other
            opened = new RandomAccessFile(fifo.toFile(), "rw");
            List<String> words = new ArrayList<>(
                    List.of("/bin/sh", "-c", SCRIPT, fifo.toString()));
            words.addAll(command);
            process = new ProcessBuilder(words).redirectOutput(Redirect.INHERIT)
                    .redirectError(Redirect.INHERIT)
                    .redirectInput(console.isPresent() ? Redirect.PIPE : Redirect.INHERIT).start();
        } catch (IOException e) {
            if (opened != null) {
                opened.close();
            }
            remove();
            throw e;
        }
        pipe = opened;
        trace = new FileInputStream(pipe.getFD());
        console.ifPresent(input -> Thread.ofPlatform().daemon().name("fxprof console")
                .start(() -> pass(input)));
    }

    private static void make(Path fifo) throws IOException {
        try {
            Process mkfifo = new ProcessBuilder("mkfifo", "-m", "600", fifo.toString()).start();
            if (mkfifo.waitFor() != 0) {
                throw new IOException("--launch: mkfifo could not make " + fifo);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("--launch: interrupted", e);
        } catch (IOException e) {
            throw new IOException(
                    "--launch needs /bin/sh and mkfifo, which are not on this machine", e);
        }
    }

    private void pass(InputStream input) {
        byte[] bytes = new byte[4096];
        try {
            int count = input.read(bytes);
            while (count >= 0) {
                write(bytes, count);
                count = input.read(bytes);
            }
        } catch (IOException _) {
            // the server's console is closed, so there is nobody to pass it to
        }
    }

    private synchronized void write(byte[] bytes, int count) throws IOException {
        OutputStream console = process.getOutputStream();
        console.write(bytes, 0, count);
        console.flush();
    }

    /** Types a command into the server's console, if it still has one. */
    void type(String command) {
        byte[] line = (command + "\n").getBytes(StandardCharsets.UTF_8);
        try {
            write(line, line.length);
        } catch (IOException _) {
            // it is ending
        }
    }

    /** The hitches it has told of since the last call. */
    List<Hitch> hitches() throws IOException {
        hitches.clear();
        while (trace.available() > 0) {
            int count = trace.read(piece, 0, Math.min(piece.length, trace.available()));
            outer.write(piece, count);
            splitter.take(piece, count);
        }
        return List.copyOf(hitches);
    }

    boolean isOver() {
        return !process.isAlive();
    }

    int exitCode() {
        return process.exitValue();
    }

    /** Asks it to end and gives it some time. */
    void stop(long seconds) {
        process.destroy();
        try {
            process.waitFor(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void remove() throws IOException {
        Files.deleteIfExists(folder.resolve("trace"));
        Files.deleteIfExists(folder);
    }

    @Override
    public void close() throws IOException {
        pipe.close();
        remove();
    }
}
