package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A Docker engine of its own, with the image of the project's Dockerfile and those that it stands on. It
 * changes nothing of the machine's network and knows no registry; its images are made of files of the
 * machine.
 */
final class ContainerEngine implements AutoCloseable {
    static final String SERVE = "fxprof-it/serve";
    static final String PROMETHEUS = "fxprof-it/prometheus";

    private static final String JAVA = "fxprof-it/java";
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final Duration BUILD = Duration.ofMinutes(10);
    private static final long LOOK_NANOS = 50_000_000;
    private static volatile URI address;

    private final Path folder;
    /** Sockets want short paths. */
    private final Path sockets;
    private final Process process;
    private final Thread atExit = new Thread(this::end);

    private ContainerEngine(Path folder) throws IOException {
        this.folder = folder;
        sockets = Files.createTempDirectory("fxprof-it");
        process = new ProcessBuilder("dockerd", "--data-root", folder.resolve("data").toString(),
                "--exec-root", sockets.resolve("exec").toString(), "--pidfile",
                sockets.resolve("pid").toString(), "-H", "unix://" + sockets.resolve("engine"),
                "--iptables=false", "--ip6tables=false", "--ip-forward=false", "--bridge=none")
                .redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /** Starts it and builds the images; without what that needs of the machine the test is skipped. */
    static ContainerEngine start(String test) {
        String missing = "needs root, dockerd, docker, busybox and prometheus (Debian: docker.io "
                + "busybox-static prometheus)";
        Requirement.require(Requirement.runs("sh", "-c", "test $(id -u) = 0 && command -v "
                + "dockerd && command -v busybox && command -v prometheus && docker --version"),
                test, missing);
        try {
            ContainerEngine engine = new ContainerEngine(Folders.fresh("containers"));
            if (!engine.isReady()) {
                String log = engine.log();
                engine.close();
                Requirement.require(false, test, "no Docker engine starts here: "
                        + log.lines().reduce("", (_, last) -> last));
            }
            address = engine.uri();
            try {
                engine.build();
                return engine;
            } catch (RuntimeException | AssertionError e) {
                engine.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it listens, or null. */
    static URI address() {
        return address;
    }

    private URI uri() {
        return URI.create("unix://" + sockets.resolve("engine"));
    }

    private boolean isReady() {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        while (docker("version").run().exit() != 0) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                return false;
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
        return true;
    }

    private void build() {
        Path project = Folders.project();
        Command.of(project.resolve("fxprof-it/containers/images.sh").toString(),
                System.getProperty("java.home"), Folders.fresh("containers/images").toString())
                .with("DOCKER_HOST", uri().toString()).within(BUILD).run().succeeded();
        Command.Result built = docker("build", "--network=none", "--build-arg",
                "BUILD_IMAGE=" + JAVA, "--build-arg", "RUN_IMAGE=" + JAVA, "--tag", SERVE,
                project.toString()).within(BUILD).run();
        assertThat(built.exit()).as(built.out() + built.err()).isZero();
    }

    /** The client's command with some words. Its newer way to build would fetch an image of its own. */
    Command docker(String... words) {
        return Command.of("docker", "-H", uri().toString()).and(words).with("DOCKER_BUILDKIT",
                "0");
    }

    String log() {
        return Folders.read(folder.resolve("log"));
    }

    private void end() {
        process.destroy();
        try {
            if (!process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The engine leaves the mount of a network namespace behind. */
    private void unmount() {
        Folders.read(Path.of("/proc/self/mounts")).lines().map(line -> line.split(" ")[1])
                .filter(mount -> Path.of(mount).startsWith(sockets)
                        || Path.of(mount).startsWith(folder))
                .forEach(mount -> Command.of("umount", "-l", mount).run());
    }

    @Override
    public void close() {
        end();
        Runtime.getRuntime().removeShutdownHook(atExit);
        address = null;
        unmount();
        Folders.delete(folder.resolve("data"));
        Folders.delete(folder.resolve("images"));
        Folders.delete(sockets);
    }
}
