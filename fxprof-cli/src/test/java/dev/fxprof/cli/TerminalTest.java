package dev.fxprof.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TerminalTest {
    @Test
    void shouldTakeControlSequencesOutOfWhatScriptsSay() {
        assertThat(Terminal.safe("a\u001b[31mb\r\u0007\u009bc")).isEqualTo("a?[31mb???c");
    }

    @Test
    void shouldKeepTabsLineEndsAndOtherText() {
        assertThat(Terminal.safe("one\ttwo\nµs › café")).isEqualTo("one\ttwo\nµs › café");
    }
}
