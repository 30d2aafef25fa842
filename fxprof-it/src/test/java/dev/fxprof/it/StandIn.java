package dev.fxprof.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A server that stands in for FXServer, see fxprof-it/standin. */
final class StandIn extends ServerConsole {
    /** How errors leave Lua: by exceptions as under Linux, by longjmp as under Windows. */
    enum Errors {
        CXX, C;

        Path program() {
            return OUTPUT.resolve("fxserver-standin-" + name().toLowerCase(java.util.Locale.ROOT));
        }
    }

    private static final Path SOURCES = Folders.project().resolve("fxprof-it/standin");
    private static final Path OUTPUT = Folders.project().resolve("fxprof-it/target/standin");
    private static final String SPOOL = "resources/[fxprof]/fxprof/spool";

    private StandIn(Process process) {
        super(process);
    }

    /** Compiles both programs where their sources have changed. */
    static void build(String test) {
        Requirement.require(Requirement.runs("make", "--version")
                && Requirement.runs("g++", "-fsyntax-only", "-x", "c++", "-include",
                        "lua5.4/lua.hpp",
                        "-include", "curl/curl.h", "/dev/null"),
                test,
                "make, g++, liblua5.4-dev or libcurl4-openssl-dev is not installed");
        Built.ONCE.succeeded();
    }

    private static final class Built {
        static final Command.Result ONCE = Command.of("make", "-s", "-j2", "-C",
                SOURCES.toString()).within(Duration.ofMinutes(8)).run();
    }

    /** A server-data folder with the sample resources. */
    static Path samples(String name) {
        Path folder = Folders.fresh(name);
        copy(SOURCES.resolve("resources"), folder.resolve("resources"));
        copy(SOURCES.resolve("server.cfg"), folder.resolve("server.cfg"));
        return folder;
    }

    /** The same with the overlay and the resource fxprof, as {@code fxprof hooks install} makes them. */
    static Path underOverlay(String name) {
        Path data = samples(name);
        Command.fxprof("hooks", "install", "--server", OUTPUT.toString(), "--data",
                data.toString()).run().succeeded();
        try {
            Path configuration = data.resolve("server.cfg");
            Files.writeString(configuration, "set citizen_dir \""
                    + data.resolve("fxprof-citizen") + "\"\nensure fxprof\n"
                    + Files.readString(configuration));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return data;
    }

    private static void copy(Path from, Path to) {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path one : all.toList()) {
                Files.copy(one, to.resolve(from.relativize(one).toString()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts a server in the folder; the words are pairs of a variable and its value. */
    static StandIn start(Errors errors, Path folder, String... variables) {
        return start(List.of("sh", "-c", "exec \"$0\" \"$@\" 3>trace.txt"), errors, folder,
                variables);
    }

    /**
     * The same with a spool on a disk of its own, which others reach through {@link #spool}; the files
     * are copied back once the server has ended.
     */
    static StandIn startOnDisk(String size, Path folder, String... variables) {
        return start(
                List.of("unshare", "--mount", "sh", "-c",
                        "mkdir -p '" + SPOOL + "'; mount -t tmpfs -o size="
                                + size + " fxprof-it '" + SPOOL
                                + "' || exit 99; \"$0\" \"$@\" 3>trace.txt; code=$?; "
                                + "mkdir kept && cp '" + SPOOL + "'/*.fxs kept; umount '" + SPOOL
                                + "'; cp kept/* '" + SPOOL + "'; exit $code"),
                Errors.CXX, folder, variables);
    }

    /** Whether this machine can give a server a disk of its own. */
    static boolean hasDisks() {
        return Requirement.runs("unshare", "--mount", "mount", "-t", "tmpfs", "fxprof-it", "/mnt");
    }

    private static StandIn start(List<String> shell, Errors errors, Path folder,
            String... variables) {
        List<String> words = new ArrayList<>(shell);
        words.addAll(List.of(errors.program().toString(), "+exec", "server.cfg"));
        for (int i = 0; i < variables.length; i += 2) {
            words.addAll(List.of("+set", variables[i], variables[i + 1]));
        }
        try {
            return new StandIn(new ProcessBuilder(words).directory(folder.toFile())
                    .redirectErrorStream(true).start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The first line that holds the text. */
    String await(String text) {
        return await(text, 1);
    }

    /** The given one of the lines that hold the text, counted from 1. */
    String await(String text, int number) {
        return await(line -> line.contains(text), text, number);
    }

    /** Ends the server as an administrator does, and returns all that it printed. */
    List<String> quit() {
        type("quit");
        return awaitEnd();
    }

    /** The folder of the spool as the server sees it. */
    Path spool(Path folder) {
        return Path.of("/proc/" + pid() + "/root" + folder.resolve(SPOOL));
    }
}
