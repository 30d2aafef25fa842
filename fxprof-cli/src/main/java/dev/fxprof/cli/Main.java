package dev.fxprof.cli;

import dev.fxprof.simulator.InvalidInputException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Entry point of the {@code fxprof} command. */
@Command(name = "fxprof", mixinStandardHelpOptions = true, versionProvider = Version.class, subcommands = {
        SimulateCommand.class, RecordCommand.class, TopCommand.class, DumpCommand.class,
        ServeCommand.class,
        ReportCommand.class, DiffCommand.class, ConvertCommand.class, BenchCommand.class,
        LuaCommand.class,
        HooksCommand.class}, synopsisSubcommandLabel = "COMMAND", description = "Finds what eats the tick of a FiveM server, and who is to blame.", footer = {
                "", "Exit codes: 0 success, 1 a verdict that says no, 2 wrong flag or input,",
                "3 output not writable or something on this machine is missing."})
public final class Main {
    private Main() {
    }

    /**
     * Runs the command and exits.
     *
     * @param args its arguments
     */
    public static void main(String[] args) {
        System.exit(run(args));
    }

    /**
     * Runs the command.
     *
     * @param args its arguments
     * @return the exit code
     */
    static int run(String... args) {
        CommandLine command = new CommandLine(new Main());
        command.setCaseInsensitiveEnumValuesAllowed(true);
        command.setParameterExceptionHandler((e, given) -> fail(CommandFailure.INPUT,
                sentence(e.getMessage()) + " (try fxprof "
                        + (e.getCommandLine().getCommandName().equals("fxprof")
                                ? ""
                                : e.getCommandLine().getCommandName() + " ")
                        + "--help)"));
        command.setExecutionExceptionHandler((e, line, result) -> {
            if (e instanceof CommandFailure failure) {
                return fail(failure.exitCode(), failure.getMessage());
            }
            if (e instanceof InvalidInputException) {
                return fail(CommandFailure.INPUT, sentence(e.getMessage()));
            }
            return fail(CommandFailure.ENVIRONMENT, unexpected(e));
        });
        if (args.length == 0) {
            command.usage(System.out);
            return CommandFailure.INPUT;
        }
        command.setExecutionStrategy(Main::execute);
        return command.execute(args);
    }

    private static int execute(CommandLine.ParseResult parsed) {
        try {
            // A damaged table must not keep its user from making it again.
            if (parsed.hasSubcommand()
                    && !parsed.subcommand().commandSpec().name().equals("hooks")) {
                UserNatives.use();
            }
        } catch (CommandFailure e) {
            return fail(e.exitCode(), e.getMessage());
        }
        return new CommandLine.RunLast().execute(parsed);
    }

    /** A failure that no code foresaw, still in one sentence. */
    private static String unexpected(Exception e) {
        if (e instanceof FileSystemException file) {
            return file.getFile() + " cannot be used: " + file.getClass().getSimpleName()
                    .replaceAll("(?<=[a-z])(?=[A-Z])", " ").replace(" Exception", "")
                    .toLowerCase(Locale.ROOT);
        }
        if (e instanceof IOException) {
            return sentence(e.getMessage());
        }
        StackTraceElement[] trace = e.getStackTrace();
        return "internal error, please report it: " + sentence(e.toString())
                + (trace.length > 0 ? " at " + trace[0] : "");
    }

    private static String sentence(String message) {
        return message == null ? "unknown error" : message.replaceAll("\\R\\s*", " ").strip();
    }

    private static int fail(int exitCode, String sentence) {
        System.err.println("fxprof: " + Terminal.safe(sentence));
        return exitCode;
    }
}
