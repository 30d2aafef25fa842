package dev.fxprof.hooks.lua.perf;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where a server without any hook is heard.
 *
 * @param perf its metrics, or empty
 * @param log its console as a file, or empty
 * @param command what starts it, or empty if it runs on its own
 * @param console with a command and {@code profileFrames}: what goes to its console
 * @param profileFrames ticks that its own profiler is to record after a hitch, or 0 for none
 */
public record PerfSources(Optional<PerfAddress> perf, Optional<Path> log, List<String> command,
        InputStream console, int profileFrames) {
    /** Keeps a copy of the command. */
    public PerfSources {
        command = List.copyOf(command);
    }

    /**
     * Whether the server is started here.
     *
     * @return true if there is a command
     */
    public boolean isLaunch() {
        return !command.isEmpty();
    }
}
