package dev.fxprof.cli;

import dev.fxprof.hooks.win64.agent.AgentException;
import dev.fxprof.hooks.win64.agent.AgentLoader;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Puts the agent into a server that runs. */
@Command(name = "attach", description = "Puts the agent into a server that runs, or has it let go. Of "
        + "the ways in this is the one with the most risk: read docs/win64.md first. Windows only.")
final class HooksAttachCommand implements Callable<Integer> {
    @Option(names = "--pid", required = true, paramLabel = "PID", description = "Process id of the "
            + "server.")
    private long pid;

    @Option(names = "--detach", description = "Have the agent that is in it give everything back.")
    private boolean detach;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    private boolean help;

    @Override
    public Integer call() throws IOException {
        if (pid < 1) {
            throw new CommandFailure(CommandFailure.INPUT, "--pid must be 1 or more, got " + pid);
        }
        AgentLoader.unavailableReason().ifPresent(reason -> {
            throw new CommandFailure(CommandFailure.ENVIRONMENT, reason);
        });
        try {
            AgentLoader.Outcome outcome = detach
                    ? AgentLoader.detach(pid)
                    : AgentLoader.attach(pid);
            if (outcome.exit() != 0) {
                throw new CommandFailure(outcome.exit(), outcome.text()
                        + "; what the agent itself has to say stands in the server's console");
            }
            System.out.println(detach
                    ? "the agent in process " + pid + " records no more"
                    : "the agent is in process " + pid + "; fxprof record " + pid + " records it");
            return 0;
        } catch (AgentException e) {
            throw new CommandFailure(CommandFailure.ENVIRONMENT, e.getMessage());
        }
    }
}
