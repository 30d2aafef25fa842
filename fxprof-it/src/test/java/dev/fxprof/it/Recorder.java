package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** {@code fxprof record} of a process or of its segment, until that has ended. */
final class Recorder implements AutoCloseable {
    private static final long LONGEST_SECONDS = 60;

    private final Process process;
    private final Path out;
    private final Path err;

    private Recorder(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    static Recorder start(long pid, Path trace) {
        return start(String.valueOf(pid), trace);
    }

    static Recorder start(String segment, Path trace) {
        Path out = trace.resolveSibling("recorder.out");
        Path err = trace.resolveSibling("recorder.err");
        return new Recorder(
                Command.fxprof("record", segment, "-o", trace.toString()).start(out, err), out,
                err);
    }

    Command.Result result() {
        try {
            assertThat(process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return new Command.Result("fxprof record", process.exitValue(), Folders.read(out),
                Folders.read(err));
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
