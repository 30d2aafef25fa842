package dev.fxprof.it;

import dev.fxprof.hooks.win64.agent.CommandLine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The host with FXServer's binary interface, see fxprof-it/host. */
final class AgentHost extends ServerConsole {
    /** A build of the host: make target, folder, and the agent that fits. */
    enum Build {
        LINUX("linux", "linux", "libfxprof-agent.so"),
        /** Lua's errors are longjmp. */
        LINUX_C("linux", "linux-c", "libfxprof-agent.so"), OLDER_IID("linux", "linux-older_iid",
                "libfxprof-agent.so"), SHIFTED("linux", "linux-shifted",
                        "libfxprof-agent.so"), SHORT("linux", "linux-short",
                                "libfxprof-agent.so"), NO_EXPORTS("linux", "linux-no_exports",
                                        "libfxprof-agent.so"), WINE("wine", "wine",
                                                "fxprof-agent.dll"), MUSL("musl", "musl",
                                                        "libfxprof-agent.so"), MONO("mono",
                                                                "linux-mono",
                                                                "libfxprof-agent.so"), OLDER_MONO(
                                                                        "linux", "linux-older_mono",
                                                                        "libfxprof-agent.so"),
        /** Lua is part of the library, which exports nothing of it, and there are symbols. */
        LINUX_SYMBOLS("linux-symbols", "linux-symbols", "libfxprof-agent.so"),
        /** The same with a PDB. */
        WINE_SYMBOLS("wine-symbols", "wine-symbols", "fxprof-agent.dll");

        final String target;
        final String folder;
        private final String agent;

        Build(String target, String folder, String agent) {
            this.target = target;
            this.folder = folder;
            this.agent = agent;
        }

        /** The agent's library, which the build of fxprof-hooks-win64 made. */
        Path agent() {
            return Folders.project().resolve("fxprof-hooks-win64/target/agent").resolve(agent);
        }

        boolean isWindows() {
            return agent.endsWith(".dll");
        }

        Path home() {
            return OUTPUT.resolve(folder);
        }

        List<String> program() {
            return isWindows()
                    ? List.of("wine", home().resolve("fxserver-host.exe").toString())
                    : List.of(home().resolve("fxserver-host").toString());
        }
    }

    private static final Path SOURCES = Folders.project().resolve("fxprof-it/host");
    private static final List<String> RESOURCES = List.of("--resources",
            SOURCES.resolve("resources").toString());
    private static final Path OUTPUT = Folders.project().resolve("fxprof-it/target/host");
    private static final Path PREFIX = OUTPUT.resolve("prefix");
    private static final Duration LONGEST_BUILD = Duration.ofMinutes(5);
    private static final Map<String, Boolean> BUILT = new HashMap<>();

    private final Path segments;

    private AgentHost(Process process, Path segments) {
        super(process);
        this.segments = segments;
    }

    /** Compiles what has changed; a test that needs what is not installed is skipped. */
    static synchronized void build(Build build, String test) {
        require(build, test);
        BUILT.computeIfAbsent(build.target, target -> {
            Command.of("make", "-s", "-j2", "-C", SOURCES.toString(), target)
                    .within(LONGEST_BUILD).run().succeeded();
            return true;
        });
        if (build.isWindows() && !Files.exists(PREFIX.resolve("system.reg"))) {
            List<String> words = new ArrayList<>(List.of("env"));
            wine().forEach((name, value) -> words.add(name + "=" + value));
            words.addAll(List.of("wineboot", "-i"));
            Command.of(words.toArray(String[]::new)).within(LONGEST_BUILD).run().succeeded();
        }
    }

    private static void require(Build build, String test) {
        Requirement.require(Requirement.runs("make", "--version"), test, "make is not installed");
        switch (build.target) {
            case "wine", "wine-symbols" -> {
                Requirement.require(
                        Requirement.runs("x86_64-w64-mingw32-g++", "--version")
                                && Requirement.runs("wine", "--version"),
                        test, "g++-mingw-w64-x86-64 or wine is not installed");
                requireLua(test);
                Requirement.require(
                        build == Build.WINE || Requirement.runs("clang-14", "--version")
                                && Requirement.runs("ld.lld-14", "--version"),
                        test, "clang-14 or lld-14 is not installed");
            }
            case "linux-symbols" -> {
                Requirement.require(Requirement.runs("g++", "--version"), test,
                        "g++ is not installed");
                requireLua(test);
            }
            case "musl" -> Requirement.require(Requirement.runs("musl-gcc", "--version"), test,
                    "musl-tools is not installed");
            default -> Requirement.require(
                    Requirement.runs("g++", "-fsyntax-only", "-x", "c++", "-include",
                            "lua5.4/lua.hpp", "/dev/null"),
                    test, "g++ or liblua5.4-dev is not installed");
        }
        Requirement.require(Files.exists(build.agent()), test, build.agent() + " was not built");
    }

    private static void requireLua(String test) {
        Requirement.require(Requirement.runs("make", "-s", "-C", SOURCES.toString(), "lua"), test,
                "Debian's source package lua5.4 cannot be fetched");
    }

    /** What a program under Wine needs to know. */
    static Map<String, String> wine() {
        return Map.of("WINEPREFIX", PREFIX.toString(), "WINEDEBUG", "-all");
    }

    /** Starts a host whose agent makes its segments below the folder; the words are its options. */
    static AgentHost start(Build build, Path folder, String... options) {
        return start(build, folder, build.program(), options);
    }

    /** The same with a program that lies elsewhere. */
    static AgentHost start(Build build, Path folder, List<String> program, String... options) {
        return start(build, folder, program, Map.of(), options);
    }

    /** The same with more in its environment. */
    static AgentHost start(Build build, Path folder, Map<String, String> environment,
            String... options) {
        return start(build, folder, build.program(), environment, options);
    }

    private static AgentHost start(Build build, Path folder, List<String> program,
            Map<String, String> environment, String... options) {
        List<String> words = new ArrayList<>(program);
        words.addAll(List.of("+exec", "server.cfg"));
        words.addAll(RESOURCES);
        words.addAll(List.of(options));
        return launch(build, folder, words, environment);
    }

    /** A host, or another program of Windows, that fxprof-attach.exe starts with the agent in it. */
    static AgentHost launched(Path folder, Path program, String... options) {
        List<String> command = new ArrayList<>(List.of(windows(program), "+exec",
                "server.cfg"));
        command.addAll(RESOURCES);
        command.addAll(List.of(options));
        return launch(Build.WINE, folder,
                List.of("wine",
                        Build.WINE.agent().resolveSibling("fxprof-attach.exe").toString(), "launch",
                        windows(Build.WINE.agent())),
                Map.of("FXPROF_LAUNCH", CommandLine.of(command)));
    }

    /** A path as a program under Wine has it. */
    static String windows(Path path) {
        return "Z:" + path.toString().replace('/', '\\');
    }

    /** A host that is told to execute no configuration: the server's monitor is one. */
    static AgentHost monitor(Path folder, List<String> program) {
        List<String> words = new ArrayList<>(program);
        words.addAll(RESOURCES);
        return launch(Build.LINUX, folder, words, Map.of());
    }

    /** A process that is no server, attaches at once and ends. */
    static AgentHost stranger(Build build, Path folder) {
        List<String> words = new ArrayList<>(build.program());
        words.add(words.removeLast().replace("fxserver-host", "stranger"));
        words.add(build.agent().toString());
        return launch(build, folder, words, Map.of());
    }

    private static AgentHost launch(Build build, Path folder, List<String> words,
            Map<String, String> environment) {
        ProcessBuilder builder = new ProcessBuilder(words).directory(folder.toFile())
                .redirectErrorStream(true);
        builder.environment().putAll(environment);
        if (build.isWindows()) {
            builder.environment().putAll(wine());
        }
        Path segments = folder.resolve("segments");
        builder.environment().put("FXPROF_SEGMENTS", segments.toString());
        builder.environment().put("FXPROF_LOG", folder.resolve("agent.log").toString());
        try {
            Files.createDirectories(segments);
            return new AgentHost(builder.start(), segments);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The first line that begins so. */
    String await(String beginning) {
        return await(beginning, 1);
    }

    /** The given one of the lines that begin so, counted from 1. */
    String await(String beginning, int number) {
        return await(line -> line.startsWith(beginning), beginning, number);
    }

    /** Types a line and waits for the next one that begins so. */
    String ask(String line, String beginning) {
        int before = (int) lines().stream().filter(one -> one.startsWith(beginning)).count();
        type(line);
        return await(beginning, before + 1);
    }

    /** The segments that the agent made. */
    List<Path> segments() {
        try (Stream<Path> files = Files.list(segments)) {
            return files.filter(file -> file.toString().endsWith(".fxseg")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the host as its input's end does; its totals. */
    String quit() {
        type("quit");
        String totals = await("totals: ");
        awaitExit();
        return totals.substring("totals: ".length());
    }
}
