package dev.fxprof.hooks.win64;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fxprof.api.HookSession;
import dev.fxprof.ringbuffer.Clocks;
import dev.fxprof.ringbuffer.LiveSegments;
import dev.fxprof.ringbuffer.Recording;
import dev.fxprof.ringbuffer.RecordingOptions;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Win64HookBackendTest {
    private static final RecordingOptions OPTIONS = new RecordingOptions(true, 16, 16, 16, 1,
            Clocks.NANOTIME);

    @TempDir
    private Path folder;

    private Recording publish(String file, String title) throws IOException {
        return Recording.publish(folder.resolve(file), title, OPTIONS);
    }

    @Test
    void shouldWaitUntilAServerRecords() throws IOException {
        Win64HookBackend backend = new Win64HookBackend(new LiveSegments(folder));
        try (Recording _ = publish("1.fxseg", "simulator")) {
            assertThat(backend.isWaiting()).isTrue();
            assertThat(backend.unavailableReason()).hasValueSatisfying(
                    reason -> assertThat(reason).startsWith("no server of this user"));
            assertThatThrownBy(backend::open).isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("no server of this user");
            try (Recording _ = publish("2.fxseg", "FXServer")) {
                assertThat(backend.isWaiting()).isFalse();
                assertThat(backend.unavailableReason()).isEmpty();
                try (HookSession session = backend.open()) {
                    assertThat(session.title()).startsWith("FXServer ");
                }
            }
        }
    }

    @Test
    void shouldAskWhichOfSeveralServersIsMeant() throws IOException {
        Win64HookBackend backend = new Win64HookBackend(new LiveSegments(folder));
        try (Recording _ = publish("1.fxseg", "FXServer");
                Recording _ = publish("2.fxseg", "FXServer")) {
            assertThat(backend.isWaiting()).isFalse();
            assertThatThrownBy(backend::open).isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("several servers record");
        }
    }
}
