package dev.fxprof.hooks.lua.perf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFollowerTest {
    @TempDir
    Path folder;

    private Path log() {
        return folder.resolve("server.log");
    }

    private void append(String text) throws IOException {
        Files.writeString(log(), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static List<String> read(LogFollower follower) throws IOException {
        List<String> lines = new ArrayList<>();
        follower.read(lines::add);
        return lines;
    }

    @Test
    void shouldGiveWhatComesAfterTheStartInWholeLines() throws IOException {
        append("old\n");
        try (LogFollower follower = new LogFollower(log())) {
            assertThat(read(follower)).isEmpty();
            append("first\nsec");
            assertThat(read(follower)).containsExactly("first");
            append("ond\n");
            assertThat(read(follower)).containsExactly("second");
        }
    }

    @Test
    void shouldWaitForAFileThatIsNotThereYet() throws IOException {
        try (LogFollower follower = new LogFollower(log())) {
            assertThat(read(follower)).isEmpty();
            append("first\n");
            assertThat(read(follower)).containsExactly("first");
        }
    }

    @Test
    void shouldGoOnWhenAnotherFileTakesTheName() throws IOException {
        append("old\n");
        try (LogFollower follower = new LogFollower(log())) {
            append("last of the old\n");
            Files.move(log(), folder.resolve("server.log.1"));
            append("first of the new\n");
            assertThat(read(follower)).containsExactly("last of the old", "first of the new");
            Files.delete(log());
            assertThat(read(follower)).isEmpty();
            append("next\n");
            assertThat(read(follower)).containsExactly("next");
        }
    }

    @Test
    void shouldGoOnWhenTheFileIsCut() throws IOException {
        append("a long line before\n");
        try (LogFollower follower = new LogFollower(log())) {
            Files.writeString(log(), "short\n", StandardOpenOption.TRUNCATE_EXISTING);
            assertThat(read(follower)).containsExactly("short");
        }
    }

    @Test
    void shouldCutALineWithoutEnd() throws IOException {
        try (LogFollower follower = new LogFollower(log())) {
            append("x".repeat(1 << 20));
            assertThat(read(follower)).isEmpty();
            append("\nnext\n");
            assertThat(read(follower)).hasSize(2).last().isEqualTo("next");
        }
    }
}
