package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The database server of a run ends with it, however the run ends. */
class DatabaseProcessIT {
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(60);

    @TempDir
    Path folder;

    private static void await(String what, BooleanSupplier condition)
            throws InterruptedException {
        long from = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - from).as(what).isLessThan(LONGEST_NANOS);
            Thread.sleep(20);
        }
    }

    private List<Path> started() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith("fxprof-mariadb"))
                    .toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "KILL"})
    void shouldLeaveNoServerAndNoFolder(String signal) throws IOException, InterruptedException {
        Requirement.require(Requirement.runs("mariadbd", "--version"), "DatabaseProcessIT",
                "mariadb-server is not installed");
        Path err = folder.resolve("err");
        Process run = Command.fxprof("simulate", "--resources",
                Folders.resource("world/kept").toString(), "--warmup", "1", "--realtime",
                "--duration", "1h", "--trace", "none")
                .with("FXPROF_JAVA_OPTS",
                        "-XX:-AlwaysPreTouch -XX:TieredStopAtLevel=1 -Djava.io.tmpdir=" + folder)
                .start(folder.resolve("out"), err);
        try {
            await("the database runs", () -> Folders.read(err).contains("database: MariaDB"));
            long server = Long.parseLong(
                    Folders.read(started().getFirst().resolve("pid")).strip());
            assertThat(ProcessHandle.of(server)).isPresent();

            new ProcessBuilder("kill", "-" + signal, String.valueOf(run.pid())).start().waitFor();

            await("the run ends", () -> !run.isAlive());
            await("the server ends", () -> ProcessHandle.of(server).isEmpty());
            await("its folder is removed", () -> started().isEmpty());
        } finally {
            run.destroyForcibly();
        }
    }
}
