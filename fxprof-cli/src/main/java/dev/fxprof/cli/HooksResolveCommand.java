package dev.fxprof.cli;

import dev.fxprof.hooks.win64.image.MalformedImageException;
import dev.fxprof.hooks.win64.resolve.ArtifactException;
import dev.fxprof.hooks.win64.resolve.HookResolver;
import dev.fxprof.hooks.win64.resolve.Resolution;
import dev.fxprof.hooks.win64.resolve.ResolutionJson;
import dev.fxprof.hooks.win64.resolve.ResolvedHook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says which hooks of the agent will work on a build of the server. */
@Command(name = "resolve", description = "Reads the libraries of a server and says which hooks of the "
        + "agent will work on this build, which will not, and why. Runs nothing and changes nothing. "
        + "Exit code 1 if a hook is refused that needs no symbols, 3 if the agent cannot attach at all.")
final class HooksResolveCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", description = "Folder of the server's artifact: holds CoreRT.dll, "
            + "or alpine/opt/cfx-server/libCoreRT.so.")
    private Path folder;

    @Option(names = "--pdb", paramLabel = "FILE|DIR", description = "Symbols of "
            + "citizen-scripting-lua, for the hooks by address: the PDB, or a folder that holds it, as a "
            + "file or as a symbol store does; on Linux the .dbg file or its folder (default: DIR).")
    private Path symbols;

    @Option(names = "-o", paramLabel = "FILE", description = "Write the table of hooks for this "
            + "build, as JSON, for the agent.")
    private Path output;

    @Option(names = "--json", description = "Print one JSON object instead of text.")
    private boolean json;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    private boolean help;

    @Override
    public Integer call() throws IOException {
        require("DIR", folder, Files.isDirectory(folder), "a folder");
        if (symbols != null) {
            require("--pdb", symbols, Files.exists(symbols), "a file or a folder");
        }
        OutputFile table = output == null ? null : OutputFile.beside("-o", output);
        Resolution resolution = resolve();
        String text = ResolutionJson.of(resolution);
        if (table != null) {
            requireNoInput(resolution);
            table.write(to -> to.write(text));
        }
        System.out.print(json ? text : Terminal.safe(text(resolution)));
        if (resolution.isComplete()) {
            return 0;
        }
        return resolution.isSupported() ? 1 : CommandFailure.ENVIRONMENT;
    }

    private static void require(String option, Path path, boolean isThere, String expected) {
        if (!isThere) {
            throw new CommandFailure(CommandFailure.INPUT,
                    option + ": " + path + " is not there, expected " + expected);
        }
    }

    /** A slip of the hand must not cost a server its library. */
    private void requireNoInput(Resolution resolution) throws IOException {
        List<Path> inputs = new ArrayList<>();
        resolution.modules().forEach(
                module -> inputs.add(resolution.folder().resolve(module.file())));
        if (symbols != null) {
            inputs.add(symbols);
        }
        for (Path input : inputs) {
            if (Files.exists(output) && Files.isSameFile(output, input)) {
                throw new CommandFailure(CommandFailure.INPUT,
                        "-o: " + output + " is what is read, expected another file");
            }
        }
    }

    private Resolution resolve() throws IOException {
        try {
            return HookResolver.resolve(folder, Optional.ofNullable(symbols));
        } catch (ArtifactException | MalformedImageException e) {
            throw new CommandFailure(CommandFailure.INPUT, e.getMessage());
        }
    }

    private static String text(Resolution resolution) {
        StringBuilder text = new StringBuilder();
        text.append(String.format(Locale.ROOT, "build %s, %s%n", resolution.build(),
                resolution.platform().name().toLowerCase(Locale.ROOT)));
        for (Resolution.BuiltModule module : resolution.modules()) {
            text.append(String.format(Locale.ROOT, "  %-34s %s %s%n", module.file(),
                    module.idKind(), module.id()));
        }
        for (ResolvedHook hook : resolution.hooks()) {
            text.append(String.format(Locale.ROOT, "%-7s  %-46s %s%n",
                    hook.works() ? "works" : "refused", hook.name(), hook.reason()));
        }
        long works = resolution.hooks().stream().filter(ResolvedHook::works).count();
        text.append(String.format(Locale.ROOT, "%d of %d hooks will work as far as files show; "
                + "the agent checks each again when it attaches%n", works,
                resolution.hooks().size()));
        return text.toString();
    }
}
