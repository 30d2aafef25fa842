package dev.fxprof.cli;

import dev.fxprof.hooks.lua.perf.PerfAddress;
import dev.fxprof.hooks.lua.perf.PerfSources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** Where a server without any hook is heard. */
final class PerfOptions {
    private static final Pattern ON_HITCH = Pattern.compile("profile(?::(\\d{1,5}))?");
    private static final int FRAMES = 100;

    @Option(names = "--perf", paramLabel = "URL", description = "The server's metrics, such as "
            + "http://127.0.0.1:30120/perf, asked for every two seconds.")
    private String url;

    @Option(names = "--perf-user", paramLabel = "NAME", description = "User for them, where the "
            + "server has sv_prometheusBasicAuthUser.")
    private String user;

    @Option(names = "--perf-password-file", paramLabel = "FILE", description = "File whose first "
            + "line is the password.")
    private Path passwordFile;

    @Option(names = "--log", paramLabel = "FILE", description = "The server's console as a file: its "
            + "hitch warnings are followed, also into the next file of this name.")
    private Path log;

    @Option(names = "--launch", description = "Start the server, as the parameters say behind --: "
            + "hitches come on its descriptor 3, which goes on to whoever listens on this command's. "
            + "Ends with the server and with its exit code. Not on Windows.")
    private boolean launch;

    @Option(names = "--on-hitch", paramLabel = "profile[:TICKS]", description = "With --launch: after a "
            + "hitch have the server's own profiler record this many ticks (100), at most once in five "
            + "minutes. It costs the server time and memory.")
    private String onHitch;

    boolean isGiven() {
        return url != null || user != null || passwordFile != null || log != null || launch
                || onHitch != null;
    }

    PerfSources sources(List<String> command) throws IOException {
        if (launch == command.isEmpty()) {
            throw new CommandFailure(CommandFailure.INPUT, launch
                    ? "--launch: expected the server's command behind --"
                    : "--perf and --log take no segments; expected --launch before a command");
        }
        if (launch && log != null) {
            throw new CommandFailure(CommandFailure.INPUT, "--log is for a server that runs on its "
                    + "own; --launch hears of the same hitches on descriptor 3");
        }
        if (!launch && url == null && log == null) {
            throw new CommandFailure(CommandFailure.INPUT,
                    "expected --perf URL, --log FILE or --launch");
        }
        return new PerfSources(address(), Optional.ofNullable(log), command, System.in, frames());
    }

    private Optional<PerfAddress> address() throws IOException {
        if (url == null || (user == null) != (passwordFile == null)) {
            if (user != null || passwordFile != null) {
                throw new CommandFailure(CommandFailure.INPUT,
                        "--perf, --perf-user and --perf-password-file belong together");
            }
            return Optional.empty();
        }
        try {
            return Optional.of(PerfAddress.of(url, user == null ? "" : user,
                    passwordFile == null ? "" : password()));
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(CommandFailure.INPUT, "--perf: " + e.getMessage());
        }
    }

    private String password() throws IOException {
        if (!Files.isRegularFile(passwordFile)) {
            throw new CommandFailure(CommandFailure.INPUT,
                    "--perf-password-file: there is no file " + passwordFile);
        }
        return Files.readString(passwordFile).lines().findFirst().orElse("");
    }

    private int frames() {
        if (onHitch == null) {
            return 0;
        }
        Matcher wanted = ON_HITCH.matcher(onHitch);
        if (!wanted.matches() || !launch) {
            throw new CommandFailure(CommandFailure.INPUT, launch
                    ? "--on-hitch: expected profile or profile:TICKS, got " + onHitch
                    : "--on-hitch needs --launch: it types into the server's console");
        }
        int frames = wanted.group(1) == null ? FRAMES : Integer.parseInt(wanted.group(1));
        if (frames == 0) {
            throw new CommandFailure(CommandFailure.INPUT, "--on-hitch: expected 1 tick or more");
        }
        return frames;
    }
}
