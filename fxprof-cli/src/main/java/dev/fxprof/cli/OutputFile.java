package dev.fxprof.cli;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

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
    static OutputFile beside(String option, Path file, Path input) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new CommandFailure(CommandFailure.ENVIRONMENT,
                    option + ": there is no folder " + folder);
        }
        if (Files.isDirectory(file)) {
            throw new CommandFailure(CommandFailure.ENVIRONMENT,
                    option + ": " + file + " is a folder, expected a file");
        }
        if (Files.exists(file) && Files.exists(input) && Files.isSameFile(file, input)) {
            throw new CommandFailure(CommandFailure.INPUT,
                    option + ": " + file + " is the recording itself");
        }
        return new OutputFile(option, file);
    }

    void write(Content content) {
        Path unfinished = file.resolveSibling(file.getFileName() + ".tmp");
        try {
            try (Writer writer = Files.newBufferedWriter(unfinished, StandardCharsets.UTF_8)) {
                content.writeTo(writer);
            }
            move(unfinished);
        } catch (IOException e) {
            throw new CommandFailure(CommandFailure.ENVIRONMENT,
                    option + ": " + file + " cannot be written" + reason(e));
        } finally {
            delete(unfinished);
        }
    }

    private void move(Path unfinished) throws IOException {
        try {
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void delete(Path unfinished) {
        try {
            Files.deleteIfExists(unfinished);
        } catch (IOException e) {
            System.err.println("fxprof: " + Terminal.safe(unfinished + " is left over"));
        }
    }

    private static String reason(IOException e) {
        return e.getMessage() == null ? "" : ": " + e.getMessage();
    }
}
