package dev.fxprof.export.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class PendingFileTest {
    @TempDir
    Path folder;

    @Test
    void shouldAppearUnderItsNameOnceItIsWhole() throws IOException {
        Path path = folder.resolve("a.csv");
        Files.writeString(path, "earlier");
        try (PendingFile file = new PendingFile(path)) {
            file.stream().write("new".getBytes());
            file.stream().flush();
            assertThat(path).hasContent("earlier");
            file.commit();
        }
        assertThat(path).hasContent("new");
        assertThat(folder.toFile().list()).containsExactly("a.csv");
    }

    @Test
    void shouldLeaveNothingBehindIfItIsNotCommitted() throws IOException {
        try (PendingFile file = new PendingFile(folder.resolve("a.csv"))) {
            file.stream().write(1);
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void shouldNameTheFileThatCannotBeMade() {
        Path path = folder.resolve("missing/a.csv");
        assertThatThrownBy(() -> new PendingFile(path)).isInstanceOf(IOException.class)
                .hasMessage(path + " cannot be written: no such folder");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void shouldWriteToADeviceAsItIsAndNameItWhenItIsFull() throws IOException {
        Path full = Path.of("/dev/full");
        try (PendingFile file = new PendingFile(full)) {
            file.stream().write(1);
            assertThatThrownBy(file::commit).isInstanceOf(IOException.class)
                    .hasMessage("/dev/full cannot be written: No space left on device");
        }
        assertThat(full).exists();
        try (PendingFile file = new PendingFile(Path.of("/dev/null"))) {
            file.stream().write(1);
            file.commit();
        }
    }
}
