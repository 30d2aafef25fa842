package dev.fxprof.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Hooks for a real server. */
@Command(name = "hooks", description = "Hooks a real server, without native code: a copy of its "
        + "citizen folder that records, and a resource that collects. The server's own files are "
        + "never changed.", subcommands = {HooksInstallCommand.class, HooksVerifyCommand.class,
                HooksUninstallCommand.class,
                HooksResolveCommand.class}, synopsisSubcommandLabel = "COMMAND")
final class HooksCommand implements Callable<Integer> {
    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    private boolean help;

    @Override
    public Integer call() {
        throw new CommandFailure(CommandFailure.INPUT, "hooks needs a command: install, verify, "
                + "uninstall or resolve (try fxprof hooks --help)");
    }
}
