package dev.fxprof.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class CaptureInputTest {
    @TempDir
    private Path folder;

    private static void refuses(Path file, String why) {
        assertThatThrownBy(() -> CaptureInput.open(file)).isInstanceOfSatisfying(
                CommandFailure.class,
                failure -> assertThat(failure.exitCode()).isEqualTo(CommandFailure.INPUT))
                .hasMessageContaining(why);
    }

    @Test
    void shouldSayWhyAnArgumentIsNoRecording() throws Exception {
        refuses(folder.resolve("none.json"), "there is no file " + folder.resolve("none.json"));
        refuses(folder, folder + " is a folder");
        refuses(Files.writeString(folder.resolve("notes.bin"), "nothing"), "of no known format");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void shouldRefuseWhatCannotBeReadTwice() {
        refuses(Path.of("/dev/null"), "/dev/null is a pipe or a device");
    }
}
