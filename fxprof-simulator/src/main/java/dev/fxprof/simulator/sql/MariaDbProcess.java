package dev.fxprof.simulator.sql;

import dev.fxprof.simulator.files.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * A MariaDB server of our own: the one that is installed, as an ordinary process on a private folder,
 * which only this run can log in to.
 */
final class MariaDbProcess implements SqlServer {
    private static final long START_SECONDS = 60;
    private static final String USER = "fxprof";
    /**
     * Runs the server until its own standard input ends, which it does even where this process is
     * killed; then ends it and removes its folder, $0. What is in it is thrown away anyway.
     */
    private static final String SUPERVISOR = "trap '' INT HUP TERM; \"$@\" & server=$!; "
            + "read -r line; kill -9 $server; wait $server; rm -rf \"$0\"";

    private Path folder;
    private Process process;
    private RemoteServer server;

    static boolean isInstalled() {
        return find("mariadbd", "mysqld").isPresent()
                && find("mariadb-install-db", "mysql_install_db").isPresent();
    }

    private static Optional<Path> find(String... names) {
        List<Path> folders = new ArrayList<>();
        for (String folder : System.getenv().getOrDefault("PATH", "").split(":")) {
            folders.add(Path.of(folder));
        }
        folders.add(Path.of("/usr/sbin"));
        folders.add(Path.of("/usr/local/sbin"));
        for (String name : names) {
            for (Path candidate : folders) {
                if (Files.isExecutable(candidate.resolve(name))) {
                    return Optional.of(candidate.resolve(name));
                }
            }
        }
        return Optional.empty();
    }

    @Override
    public synchronized SqlDatabase open() throws SqlUnavailableException {
        try {
            if (server == null) {
                start();
            }
        } catch (IOException e) {
            close();
            throw new SqlUnavailableException(
                    "MariaDB is installed, but could not be started: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close();
            throw new SqlUnavailableException("the start of MariaDB was interrupted", e);
        }
        SqlDatabase opened = server.open();
        return new Renamed(opened,
                opened.description().replaceFirst(" at .*", "") + ", started for this run");
    }

    private record Renamed(SqlDatabase database, String description) implements SqlDatabase {
        @Override
        public Connection connection() {
            return database.connection();
        }

        @Override
        public String name() {
            return database.name();
        }

        @Override
        public boolean isEmpty() {
            return database.isEmpty();
        }

        @Override
        public void close() throws SQLException {
            database.close();
        }
    }

    private void start() throws IOException, InterruptedException {
        folder = Files.createTempDirectory("fxprof-mariadb",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
        Path data = folder.resolve("data");
        Path log = folder.resolve("log");
        run(log, find("mariadb-install-db", "mysql_install_db").orElseThrow(), "--no-defaults",
                "--user=" + System.getProperty("user.name"), "--datadir=" + data,
                "--skip-test-db", "--auth-root-authentication-method=socket");
        String password = UUID.randomUUID().toString();
        Files.createDirectory(folder.resolve("nothing"));
        Path login = folder.resolve("login.sql");
        Files.writeString(login, "CREATE USER '" + USER + "'@'127.0.0.1' IDENTIFIED BY '"
                + password + "';\nGRANT ALL ON `fxprof\\_%`.* TO '" + USER + "'@'127.0.0.1';\n");
        int port = freePort();
        process = new ProcessBuilder("sh", "-c", SUPERVISOR, folder.toString(),
                find("mariadbd", "mysqld").orElseThrow().toString(), "--no-defaults",
                "--user=" + System.getProperty("user.name"), "--datadir=" + data,
                "--socket=" + folder.resolve("socket"), "--pid-file=" + folder.resolve("pid"),
                "--port=" + port, "--bind-address=127.0.0.1", "--init-file=" + login,
                "--skip-name-resolve", "--innodb-flush-log-at-trx-commit=0",
                "--skip-log-bin", "--secure-file-priv=" + folder.resolve("nothing"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile())).start();
        server = awaitLogin(new RemoteServer("127.0.0.1", port, USER, password, ""), log);
    }

    private static void run(Path log, Path program, String... words)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(words));
        Process child = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile())).start();
        if (!child.waitFor(START_SECONDS, TimeUnit.SECONDS)) {
            child.destroyForcibly();
            throw new IOException(program.getFileName() + " did not end");
        }
        if (child.exitValue() != 0) {
            throw new IOException(program.getFileName() + " failed: " + lastLine(log));
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private RemoteServer awaitLogin(RemoteServer at, Path log)
            throws IOException, InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (true) {
            try {
                at.open().close();
                return at;
            } catch (SqlUnavailableException | SQLException e) {
                if (Files.readString(log).contains("[ERROR] Aborting")
                        || System.nanoTime() > until) {
                    throw new IOException(lastLine(log), e);
                }
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private static String lastLine(Path log) throws IOException {
        List<String> lines = Files.readAllLines(log);
        return lines.isEmpty() ? "it said nothing" : lines.getLast();
    }

    @Override
    public synchronized void close() {
        server = null;
        try {
            if (process != null) {
                process.getOutputStream().close();
                process.onExit().join();
            }
            if (folder != null && Files.exists(folder)) {
                Trees.delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(folder + " could not be removed", e);
        }
        process = null;
        folder = null;
    }
}
