package dev.fxprof.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFileTest {
    @TempDir
    private Path folder;

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private Path input() throws IOException {
        return Files.writeString(folder.resolve("in.json"), "[]");
    }

    private static void fails(int exitCode, String message, Path file, Path input) {
        assertThatThrownBy(() -> OutputFile.beside("--html", file, input))
                .isInstanceOfSatisfying(CommandFailure.class,
                        failure -> assertThat(failure.exitCode()).isEqualTo(exitCode))
                .hasMessageContaining(message);
    }

    @Test
    void shouldReplaceAFileOnceTheNewOneIsComplete() throws IOException {
        Path file = Files.writeString(folder.resolve("out.html"), "old");
        OutputFile.beside("--html", file, input()).write(to -> {
            to.write("new");
            assertThat(file).hasContent("old");
        });
        assertThat(file).hasContent("new");
        assertThat(names()).containsExactly("in.json", "out.html");
    }

    @Test
    void shouldLeaveTheOldFileWhereTheNewOneFails() throws IOException {
        Path file = Files.writeString(folder.resolve("out.html"), "old");
        OutputFile output = OutputFile.beside("--html", file, input());
        assertThatThrownBy(() -> output.write(to -> {
            to.write("half");
            throw new IOException("No space left on device");
        })).isInstanceOfSatisfying(CommandFailure.class,
                failure -> assertThat(failure.exitCode()).isEqualTo(CommandFailure.ENVIRONMENT))
                .hasMessage("--html: " + file
                        + " cannot be written: No space left on device");
        assertThat(file).hasContent("old");
        assertThat(names()).containsExactly("in.json", "out.html");
    }

    @Test
    void shouldRefuseWhatCannotBeWritten() throws IOException {
        Path input = input();
        fails(CommandFailure.INPUT, "is the recording itself", input, input);
        Path second = Files.writeString(folder.resolve("second.json"), "[]");
        assertThatThrownBy(() -> OutputFile.beside("--html", second, input, second))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining(second + " is the recording itself");
        fails(CommandFailure.ENVIRONMENT, "is a folder", folder, input);
        fails(CommandFailure.ENVIRONMENT, "there is no folder", folder.resolve("no/out.html"),
                input);
    }
}
