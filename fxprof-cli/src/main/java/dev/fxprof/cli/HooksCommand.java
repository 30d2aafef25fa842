package dev.fxprof.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Hooks for a real server. */
@Command(name = "hooks", description = "Hooks a real server: without native code by a copy of its "
        + "citizen folder that records and a resource that collects, which change none of the server's "
        + "own files; or by the agent, a library that the server loads.", subcommands = {
                HooksInstallCommand.class, HooksVerifyCommand.class,
                HooksUninstallCommand.class,
                HooksResolveCommand.class,
                HooksAgentCommand.class,
                HooksAttachCommand.class,
                HooksLaunchCommand.class,
                HooksNativesCommand.class}, synopsisSubcommandLabel = "COMMAND")
final class HooksCommand implements Callable<Integer> {
    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    private boolean help;

    @Override
    public Integer call() {
        throw new CommandFailure(CommandFailure.INPUT, "hooks needs a command: install, verify, "
                + "uninstall, resolve, agent, attach, launch or natives (try fxprof hooks --help)");
    }
}
