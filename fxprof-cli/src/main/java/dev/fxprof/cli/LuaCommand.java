package dev.fxprof.cli;

import dev.fxprof.lua.LuaSyntaxException;
import dev.fxprof.lua.syntax.CfxLua;
import dev.fxprof.lua.syntax.Dialect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Looks at scripts without running them. */
@Command(name = "lua", description = "Looks at Lua scripts without running them.", subcommands = LuaCommand.Check.class, synopsisSubcommandLabel = "COMMAND")
final class LuaCommand implements Callable<Integer> {
    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    private boolean help;

    @Override
    public Integer call() {
        throw new CommandFailure(CommandFailure.INPUT,
                "lua needs a command: check DIR (try fxprof lua --help)");
    }

    /** Parses every script of a folder. */
    @Command(name = "check", description = "Parses every .lua file of a folder as the server does, "
            + "and says for each whether it parsed, and if not, where and why. Exit code 1 if one "
            + "did not.")
    static final class Check implements Callable<Integer> {
        private static final String SCHEMA = "fxprof/lua-check/1";
        private static final double BYTES_PER_MEGABYTE = 1e6;
        private static final double NANOS_PER_SECOND = 1e9;

        @Parameters(paramLabel = "DIR", description = "Folder, or one file.")
        private Path directory;

        @Option(names = "--json", description = "Print one JSON object instead of text.")
        private boolean json;

        @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
        private boolean help;

        private int escrowed;
        private long bytes;
        private long nanos;

        @Override
        public Integer call() throws IOException {
            if (!Files.exists(directory)) {
                throw new CommandFailure(CommandFailure.INPUT,
                        directory + " does not exist: expected a folder with .lua files");
            }
            List<Path> files = scripts();
            ObjectNode root = JsonMapper.shared().createObjectNode().put("schema", SCHEMA);
            ArrayNode failed = JsonMapper.shared().createArrayNode();
            for (Path file : files) {
                check(file, failed);
            }
            int parsed = files.size() - failed.size() - escrowed;
            double rate = nanos == 0
                    ? 0
                    : bytes / BYTES_PER_MEGABYTE / (nanos / NANOS_PER_SECOND);
            root.put("files", files.size()).put("parsed", parsed).put("escrowed", escrowed)
                    .put("bytes", bytes).put("megabytesPerSecond", rate).set("failed", failed);
            System.out.println(json
                    ? root.toString()
                    : String.format(Locale.ROOT, "%d files: %d parsed, %d failed%s%s",
                            files.size(), parsed, failed.size(),
                            escrowed == 0 ? "" : ", " + escrowed + " escrowed",
                            bytes < BYTES_PER_MEGABYTE
                                    ? ""
                                    : String.format(Locale.ROOT, "; %.1f MB at %.1f MB/s",
                                            bytes / BYTES_PER_MEGABYTE, rate)));
            return failed.isEmpty() ? 0 : 1;
        }

        private List<Path> scripts() throws IOException {
            try (Stream<Path> all = Files.walk(directory)) {
                return all.filter(Files::isRegularFile).filter(
                        file -> file.equals(directory) || file.toString().endsWith(".lua"))
                        .sorted().toList();
            }
        }

        private void check(Path file, ArrayNode failed) throws IOException {
            byte[] source = Files.readAllBytes(file);
            if (CfxLua.isEscrowed(source)) {
                escrowed++;
                say("escrow  " + file + " is encrypted and cannot be read");
                return;
            }
            bytes += source.length;
            long from = System.nanoTime();
            try {
                CfxLua.rewrite(file.toString(), source, Dialect.LUA54);
                say("parsed  " + file);
            } catch (LuaSyntaxException e) {
                failed.addObject().put("file", e.file()).put("line", e.line())
                        .put("column", e.column()).put("message", e.getMessage());
                say("failed  " + e.file() + ":" + e.line() + ":" + e.column() + ": "
                        + e.getMessage());
            } finally {
                nanos += System.nanoTime() - from;
            }
        }

        private void say(String line) {
            if (!json) {
                System.out.println(Terminal.safe(line));
            }
        }
    }
}
