package dev.fxprof.cli;

import dev.fxprof.hooks.win64.natives.NativeDeclarationException;
import dev.fxprof.hooks.win64.natives.NativeTableGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Names of natives. */
@Command(name = "natives", description = "Names of the server's natives.", subcommands = HooksNativesCommand.Update.class, synopsisSubcommandLabel = "COMMAND")
final class HooksNativesCommand implements Callable<Integer> {
    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    private boolean help;

    @Override
    public Integer call() {
        throw new CommandFailure(CommandFailure.INPUT,
                "hooks natives needs a command: update (try fxprof hooks natives --help)");
    }

    /** Brings them up to date. */
    @Command(name = "update", description = "Adds natives that came with a newer server to the table "
            + "that comes with fxprof. All commands of this user take their names from it; a native that "
            + "it does not hold is shown by its id.")
    static final class Update implements Callable<Integer> {
        private static final int SHOWN = 5;

        @Option(names = "--from", required = true, paramLabel = "FILE|DIR", description = "natives.json "
                + "as the server's documentation publishes it, a folder of its Markdown declarations, or "
                + "a list of forwarded natives (.lua). May be given several times.")
        private List<Path> from;

        @Option(names = "-o", paramLabel = "FILE", description = "Where the table goes (default: what "
                + "FXPROF_NATIVES names, or .fxprof/natives.tsv in your home folder).")
        private Path output;

        @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
        private boolean help;

        @Override
        public Integer call() throws IOException {
            for (Path source : from) {
                if (!Files.exists(source)) {
                    throw new CommandFailure(CommandFailure.INPUT,
                            "--from: there is no file or folder " + source);
                }
            }
            Path table = output == null ? UserNatives.file() : output;
            if (output == null) {
                makeFolder(table.toAbsolutePath().getParent());
            }
            OutputFile.beside(output == null ? "FXPROF_NATIVES" : "-o", table);
            String origin = from.stream().map(source -> source.getFileName().toString())
                    .collect(Collectors.joining(", ")).replaceAll("\\p{Cntrl}", "?");
            NativeTableGenerator.Update update;
            try {
                update = NativeTableGenerator.update(from, origin, table);
            } catch (NativeDeclarationException e) {
                throw new CommandFailure(CommandFailure.INPUT, e.getMessage());
            }
            System.out.println(Terminal.safe(table + ": " + update.natives() + " natives, "
                    + count(update.added(), "new") + ", " + count(update.changed(), "changed")));
            return 0;
        }

        private static void makeFolder(Path folder) {
            try {
                Files.createDirectories(folder);
            } catch (IOException e) {
                throw new CommandFailure(CommandFailure.ENVIRONMENT,
                        folder + " cannot be made: " + e.getMessage());
            }
        }

        private static String count(List<String> names, String what) {
            String some = names.stream().limit(SHOWN).collect(Collectors.joining(", "));
            return names.size() + " " + what + (names.isEmpty()
                    ? ""
                    : " (" + some + (names.size() > SHOWN ? ", …" : "") + ")");
        }
    }
}
