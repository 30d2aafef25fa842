package dev.fxprof.cli;

import dev.fxprof.export.output.PendingFile;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that has its name only once it is complete. */
final class OutputFile {
    /** Writes the content. */
    @FunctionalInterface
    interface Content {
        void writeTo(Writer to) throws IOException;
    }

    private final String option;
    private final Path file;

    private OutputFile(String option, Path file) {
        this.option = option;
        this.file = file;
    }

    /** Checks that the file can be made, before anything is computed. */
    static OutputFile beside(String option, Path file, Path... inputs) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new CommandFailure(CommandFailure.ENVIRONMENT,
                    option + ": there is no folder " + folder);
        }
        if (Files.isDirectory(file)) {
            throw new CommandFailure(CommandFailure.ENVIRONMENT,
                    option + ": " + file + " is a folder, expected a file");
        }
        for (Path input : inputs) {
            if (Files.exists(file) && Files.exists(input) && Files.isSameFile(file, input)) {
                throw new CommandFailure(CommandFailure.INPUT,
                        option + ": " + file + " is the recording itself");
            }
        }
        return new OutputFile(option, file);
    }

    void write(Content content) {
        try (PendingFile pending = new PendingFile(file)) {
            write(content, pending);
        } catch (IOException e) {
            throw new CommandFailure(CommandFailure.ENVIRONMENT, option + ": " + e.getMessage());
        }
    }

    private static void write(Content content, PendingFile to) throws IOException {
        try {
            Writer writer = new OutputStreamWriter(to.stream(), StandardCharsets.UTF_8);
            content.writeTo(writer);
            writer.flush();
            to.commit();
        } catch (IOException e) {
            throw to.failed(e);
        }
    }
}
