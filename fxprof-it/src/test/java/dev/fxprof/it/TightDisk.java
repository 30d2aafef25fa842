package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A small file system in memory, which goes when it is closed. It is mounted for programs that are started
 * {@link #inside} it only; the test reaches it by {@link #folder}.
 */
final class TightDisk implements AutoCloseable {
    private static final String HOLD = "mount -t tmpfs -o size=$1 fxprof-it \"$2\" "
            + "&& echo mounted && exec cat";
    private static final String FILL = "fill";

    private final Process holder;
    private final Path mount;
    private final Path folder;

    /** Mounts a disk of a size, such as 8m, on a folder. */
    TightDisk(Path mount, String size) {
        this.mount = mount;
        Requirement.require(
                Requirement.runs("unshare", "--mount", "sh", "-c", HOLD + " < /dev/null", "sh",
                        size, mount.toString()) && Requirement.runs("nsenter", "--version"),
                "full disk", "a small file system cannot be mounted here");
        try {
            // It lives until its input ends, which it does with this machine at the latest.
            holder = new ProcessBuilder("unshare", "--mount", "sh", "-c", HOLD, "sh", size,
                    mount.toString()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
            assertThat(holder.inputReader().readLine()).isEqualTo("mounted");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        folder = Path.of("/proc/" + holder.pid() + "/root" + mount);
    }

    /** The same command, for which the disk is mounted. */
    Command inside(Command command) {
        return Command.of("nsenter", "--mount", "--target", Long.toString(holder.pid()))
                .like(command).and(command.words().toArray(String[]::new));
    }

    /** Where the commands find it. */
    Path mount() {
        return mount;
    }

    /** Where the test finds it. */
    Path folder() {
        return folder;
    }

    /** Leaves so many bytes free, a multiple of a page. */
    void fill(long free) {
        Path file = folder.resolve(FILL);
        byte[] zeros = new byte[1 << 12];
        try (OutputStream out = Files.newOutputStream(file)) {
            while (true) {
                out.write(zeros);
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("No space left");
        }
        try (RandomAccessFile filled = new RandomAccessFile(file.toFile(), "rw")) {
            assertThat(filled.length()).isGreaterThan(free);
            filled.setLength(filled.length() - free);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes room again. */
    void empty() {
        Folders.delete(folder.resolve(FILL));
    }

    List<String> names(String below) {
        return Folders.names(folder.resolve(below));
    }

    @Override
    public void close() {
        holder.destroyForcibly();
    }
}
