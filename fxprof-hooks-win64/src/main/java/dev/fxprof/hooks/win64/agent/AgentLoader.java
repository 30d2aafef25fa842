package dev.fxprof.hooks.win64.agent;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * Has a process that runs load the agent, has the agent in it let go, or launches one with the agent in
 * it. On Windows alone, where the system lets one process do that to another of the same user.
 */
public final class AgentLoader {
    private static final String PROGRAM = "fxprof-attach.exe";
    private static final String LIBRARY = "fxprof-agent.dll";
    /** Where that program looks for the command line of a server to launch. */
    private static final String COMMAND_LINE = "FXPROF_LAUNCH";

    private AgentLoader() {
    }

    /**
     * Why it cannot be done here.
     *
     * @return one sentence, or empty if it can
     */
    public static Optional<String> unavailableReason() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows")
                ? Optional.empty()
                : Optional.of(
                        "the agent gets into a process that runs on Windows only; on Linux have "
                                + "the server load it (fxprof hooks agent)");
    }

    /**
     * Has a process load the agent and attach it.
     *
     * @param pid process id of the server
     * @return what came of it: exit code 0 if the agent records now
     * @throws AgentException if this fxprof has no agent for Windows
     * @throws IOException if its files cannot be unpacked or run
     */
    public static Outcome attach(long pid) throws IOException {
        return run(pid, "attach");
    }

    /**
     * Has the agent in a process give its slots back.
     *
     * @param pid process id of the server
     * @return what came of it: exit code 0 if the agent records no more
     * @throws AgentException if this fxprof has no agent for Windows
     * @throws IOException if its files cannot be unpacked or run
     */
    public static Outcome detach(long pid) throws IOException {
        return run(pid, "detach");
    }

    /**
     * Starts a server that has the agent in it before its own first instruction, and waits for its end.
     * It has this process's input, output and folder. The agent attaches when its first resource starts.
     *
     * @param words the server's program and its arguments
     * @param environment what it gets beside this process's own environment
     * @return the server's exit code; 2 or 3, after a sentence on the error stream, where it is not started
     * @throws AgentException if this fxprof has no agent for Windows
     * @throws IOException if its files cannot be unpacked or run
     */
    public static int launch(List<String> words, Map<String, String> environment)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(unpacked(PROGRAM).toString(), "launch",
                unpacked(LIBRARY).toString()).inheritIO();
        builder.environment().putAll(environment);
        builder.environment().put(COMMAND_LINE, CommandLine.of(words));
        try {
            return builder.start().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the server ran", e);
        }
    }

    /**
     * What the program said that reaches into the process.
     *
     * @param exit its exit code, 0, 2 for wrong input or 3 where the system or the agent refused
     * @param text its one line
     */
    public record Outcome(int exit, String text) {}

    private static Outcome run(long pid, String what) throws IOException {
        Process process = new ProcessBuilder(unpacked(PROGRAM).toString(), Long.toString(pid),
                unpacked(LIBRARY).toString(), what).redirectErrorStream(true).start();
        try (InputStream in = process.getInputStream()) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
            return new Outcome(process.waitFor(), text);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the agent was called", e);
        }
    }

    /** A file of this jar on disk. It stays: a process may have loaded it, and keeps it open. */
    static Path unpacked(String name) throws IOException {
        byte[] content = content(name);
        CRC32 crc = new CRC32();
        crc.update(content);
        Path folder = Files.createDirectories(Path.of(System.getProperty("java.io.tmpdir"),
                "fxprof-agent-" + System.getProperty("user.name"),
                String.format(Locale.ROOT, "%08x", crc.getValue())));
        Path file = folder.resolve(name);
        if (!Files.exists(file)) {
            Path partial = Files.createTempFile(folder, name + ".", ".part");
            Files.write(partial, content);
            Files.move(partial, file);
        }
        return file;
    }

    private static byte[] content(String name) throws IOException {
        try (InputStream in = AgentLoader.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new AgentException("this fxprof was built without " + name
                        + ", since MinGW was not installed");
            }
            return in.readAllBytes();
        }
    }
}
