package dev.fxprof.cli;

import dev.fxprof.api.Capture;
import dev.fxprof.api.FanOut;
import dev.fxprof.api.MalformedTraceException;
import dev.fxprof.api.TraceWriterFactory;
import dev.fxprof.export.anonymise.AnonymousCapture;
import dev.fxprof.export.capture.TraceFile;
import dev.fxprof.export.convert.Agreement;
import dev.fxprof.export.convert.CaptureDigest;
import dev.fxprof.export.convert.Conversion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/** Writes a capture in another format. */
@Command(name = "convert", description = "Writes a capture in another format. Reads every format that "
        + "fxprof knows, recognised by its content, and FXServer's own recordings.")
final class ConvertCommand implements Callable<Integer> {
    private static final int LEAST_KEY_BYTES = 16;
    private static final long MOST_KEY_BYTES = 1 << 16;

    @Parameters(paramLabel = "IN", description = "The capture.")
    private Path input;

    @Option(names = {"-o",
            "--output"}, required = true, paramLabel = "OUT", description = "The file "
                    + "to write. It appears under this name once it is whole.")
    private Path output;

    @Option(names = "--to", paramLabel = "FORMAT", description = "chrome, perfetto, speedscope, "
            + "speedscope-sampled, flamegraph, collapsed or csv (default: what OUT ends with).")
    private String to;

    @Option(names = "--verify", description = "Read OUT back and compare it with IN; exit code 1 if "
            + "they differ.")
    private boolean verify;

    @Option(names = "--anonymise", description = "Hash the identifiers of players and leave out "
            + "addresses, mail addresses and names of home folders.")
    private boolean anonymise;

    @Option(names = "--anonymise-key-file", paramLabel = "FILE", description = "Hash with the key in "
            + "this file, 16 bytes or more, so that the hashes of several files are equal (default: "
            + "a random key that is forgotten).")
    private Path keyFile;

    @Option(names = "--json", description = "Print one JSON object instead of text.")
    private boolean json;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    private boolean help;

    @Override
    public Integer call() throws IOException {
        TraceWriterFactory format = to == null
                ? OutputFormats.of(output)
                : OutputFormats.named(to);
        byte[] key = key();
        Path target = target();
        try (Conversion conversion = new Conversion(format, target)) {
            Thread cleaner = new Thread(() -> discard(conversion), "fxprof convert cleaner");
            Runtime.getRuntime().addShutdownHook(cleaner);
            try (Capture capture = anonymous(CaptureInput.open(input), key)) {
                ConvertResult result = convert(capture, conversion, format.format());
                print(result);
                return result.exitCode();
            } finally {
                removeHook(cleaner);
            }
        }
    }

    private byte[] key() throws IOException {
        if (keyFile == null) {
            return null;
        }
        if (!anonymise) {
            throw new CommandFailure(CommandFailure.INPUT,
                    "--anonymise-key-file needs --anonymise");
        }
        if (!Files.isRegularFile(keyFile)) {
            throw new CommandFailure(CommandFailure.INPUT,
                    "--anonymise-key-file: there is no file " + keyFile);
        }
        long bytes = Files.size(keyFile);
        if (bytes < LEAST_KEY_BYTES || bytes > MOST_KEY_BYTES) {
            throw new CommandFailure(CommandFailure.INPUT, "--anonymise-key-file: " + keyFile
                    + " has " + bytes + " bytes, expected " + LEAST_KEY_BYTES + " to "
                    + MOST_KEY_BYTES);
        }
        return Files.readAllBytes(keyFile);
    }

    /** Where the file is to stand; a link is followed, so that what it names is replaced. */
    private Path target() throws IOException {
        if (!Files.exists(output)) {
            Path folder = output.toAbsolutePath().getParent();
            if (!Files.isDirectory(folder)) {
                throw new CommandFailure(CommandFailure.ENVIRONMENT,
                        "-o: there is no folder " + folder);
            }
            return output;
        }
        if (!Files.isRegularFile(output)) {
            throw new CommandFailure(CommandFailure.ENVIRONMENT,
                    "-o: " + output + " is no regular file");
        }
        if (Files.exists(input) && Files.isSameFile(input, output)) {
            throw new CommandFailure(CommandFailure.INPUT,
                    "-o: " + output + " is the capture that is read; expected another file");
        }
        return output.toRealPath();
    }

    private Capture anonymous(Capture capture, byte[] key) {
        if (!anonymise) {
            return capture;
        }
        return key == null ? AnonymousCapture.of(capture) : AnonymousCapture.of(capture, key);
    }

    private ConvertResult convert(Capture capture, Conversion conversion, String format)
            throws IOException {
        CaptureDigest read = new CaptureDigest(capture.sites());
        Waiting waiting = new Waiting("writing " + output);
        conversion.write(capture, writer -> new FanOut(List.of(read, writer, waiting)));
        conversion.commit();
        CaptureDigest found = null;
        Agreement agreement = null;
        if (verify) {
            try (Capture back = TraceFile.read(output)) {
                found = new CaptureDigest(back.sites());
                back.replay(new FanOut(
                        List.of(found, new Waiting("reading " + output + " back"))));
                agreement = Agreement.of(format, read, found);
            } catch (MalformedTraceException e) {
                agreement = Agreement.unreadable(format, e.getMessage());
            }
        }
        return new ConvertResult(input, output, capture.format(), format, capture.repairs(), read,
                found, agreement);
    }

    private void print(ConvertResult result) {
        if (json) {
            System.out.println(JsonMapper.shared().writerWithDefaultPrettyPrinter()
                    .writeValueAsString(result.json()));
        } else {
            System.out.print(Terminal.safe(result.text()));
        }
    }

    /** When the process is told to end, nothing is left behind. */
    private static void discard(Conversion conversion) {
        try {
            conversion.close();
        } catch (IOException _) {
            // Nobody is left to be told.
        }
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException _) {
            // It is running.
        }
    }
}
