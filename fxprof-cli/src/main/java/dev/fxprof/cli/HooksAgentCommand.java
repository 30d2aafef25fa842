package dev.fxprof.cli;

import dev.fxprof.hooks.win64.agent.AgentException;
import dev.fxprof.hooks.win64.agent.AgentInstaller;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Puts the agent into a server's folder, or takes it out. */
@Command(name = "agent", description = "Puts the agent, a library in C, beside a server's own and into "
        + "its components.json, so that the server loads it at its next start. Read docs/win64.md "
        + "first: it has never run in a real server.")
final class HooksAgentCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", description = "Folder of the server's artifact: holds CoreRT.dll, "
            + "or alpine/opt/cfx-server/libCoreRT.so.")
    private Path folder;

    @Option(names = "--hooks", paramLabel = "FILE", description = "Have it hook functions by address, "
            + "too: the table that fxprof hooks resolve writes of this build. Without it, one that is "
            + "there is removed. Read docs/win64.md first: this changes code that runs.")
    private Path table;

    @Option(names = "--remove", description = "Take it out again.")
    private boolean remove;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    private boolean help;

    @Override
    public Integer call() throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new CommandFailure(CommandFailure.INPUT,
                    "DIR: " + folder + " is not there, expected a folder");
        }
        if (table != null && !Files.isRegularFile(table)) {
            throw new CommandFailure(CommandFailure.INPUT,
                    "--hooks: " + table + " is not there, expected a file");
        }
        try {
            System.out.print(Terminal.safe((remove ? removed() : installed()) + "\n"));
            return 0;
        } catch (AgentException e) {
            throw new CommandFailure(CommandFailure.INPUT, e.getMessage());
        } catch (IOException e) {
            throw new CommandFailure(CommandFailure.ENVIRONMENT,
                    folder + " cannot be changed: " + e.getMessage());
        }
    }

    private String installed() throws IOException {
        return AgentInstaller.install(folder, Optional.ofNullable(table))
                + " is in place and in components.json; the server "
                + "loads it at its next start, and fxprof record --agent records it";
    }

    private String removed() throws IOException {
        return AgentInstaller.remove(folder)
                ? "the agent is out of " + folder + "; a server that runs keeps it until it ends"
                : folder + " had no agent in it";
    }
}
