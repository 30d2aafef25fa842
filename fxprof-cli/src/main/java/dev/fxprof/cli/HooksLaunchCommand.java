package dev.fxprof.cli;

import dev.fxprof.hooks.win64.agent.AgentException;
import dev.fxprof.hooks.win64.agent.AgentLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Starts a server with the agent in it. */
@Command(name = "launch", description = "Starts a server with the agent in it, changing none of its "
        + "files: what its resources run is recorded from the first script on. Waits for its end, and "
        + "ends with its exit code. Read docs/win64.md first. Windows only.")
final class HooksLaunchCommand implements Callable<Integer> {
    /** What tells the game server from the txAdmin monitor. */
    private static final String EXECUTE = "+exec";

    @Parameters(arity = "1..*", paramLabel = "WORD", description = "The server's program, FXServer.exe, "
            + "and its arguments, with +exec among them. Put -- before it if they hold options.")
    private List<String> words;

    @Option(names = "--methods", paramLabel = "LIST", description = "Methods of C# to record: "
            + "RESOURCE or RESOURCE/ASSEMBLY, * for any letters, with commas.")
    private String methods;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    private boolean help;

    @Override
    public Integer call() throws IOException {
        if (!words.contains(EXECUTE)) {
            throw new CommandFailure(CommandFailure.INPUT, "the arguments do not hold " + EXECUTE
                    + ": without it FXServer is the txAdmin monitor, and its game server a process of "
                    + "its own (use fxprof hooks agent)");
        }
        AgentLoader.unavailableReason().ifPresent(reason -> {
            throw new CommandFailure(CommandFailure.ENVIRONMENT, reason);
        });
        Path program = Path.of(words.getFirst()).toAbsolutePath();
        if (!Files.isRegularFile(program)) {
            throw new CommandFailure(CommandFailure.INPUT, "there is no program " + program);
        }
        List<String> command = new ArrayList<>(words);
        command.set(0, program.toString());
        try {
            return AgentLoader.launch(command,
                    methods == null ? Map.of() : Map.of("FXPROF_METHODS", methods));
        } catch (AgentException e) {
            throw new CommandFailure(CommandFailure.ENVIRONMENT, e.getMessage());
        }
    }
}
