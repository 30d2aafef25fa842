package dev.fxprof.cli;

import dev.fxprof.hooks.lua.install.Citizen;
import dev.fxprof.hooks.lua.install.InstallException;
import dev.fxprof.hooks.lua.install.Overlay;
import dev.fxprof.hooks.lua.install.ServerResource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where a server lies; the hooks commands share it. */
final class HooksOptions {
    private static final String OVERLAY = "fxprof-citizen";

    @Option(names = "--server", required = true, paramLabel = "DIR", description = "Folder of the "
            + "server's artifact: holds citizen, or alpine/opt/cfx-server/citizen. Never written.")
    private Path server;

    @Option(names = "--data", paramLabel = "DATA", description = "The server's data folder, with "
            + "server.cfg and resources: the resource goes to resources/[fxprof]/fxprof in it.")
    private Path data;

    @Option(names = "--overlay", paramLabel = "DIR", description = "Folder of the overlay (default: "
            + OVERLAY + " in DATA).")
    private Path overlay;

    @Option(names = "--json", description = "Print one JSON object instead of text.")
    boolean json;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    private boolean help;

    /** What a command does with a server; failures come out as sentences for the user. */
    @FunctionalInterface
    interface Work {
        int run() throws InstallException, IOException;
    }

    static int run(Work work) throws IOException {
        try {
            return work.run();
        } catch (InstallException e) {
            throw new CommandFailure(e.isRefused()
                    ? CommandFailure.ENVIRONMENT
                    : CommandFailure.INPUT, e.getMessage());
        }
    }

    Citizen citizen() throws InstallException, IOException {
        return Citizen.of(server);
    }

    Overlay overlay() {
        if (overlay == null && data == null) {
            throw new CommandFailure(CommandFailure.INPUT,
                    "--data or --overlay is needed: it says where the overlay lies");
        }
        return new Overlay(overlay == null ? data.resolve(OVERLAY) : overlay);
    }

    Optional<ServerResource> resource() throws InstallException {
        return data == null ? Optional.empty() : Optional.of(new ServerResource(data));
    }

    /** As a line of server.cfg takes it: a backslash there begins an escape. */
    static String inConfig(Path path) {
        return path.toString().replace('\\', '/');
    }
}
