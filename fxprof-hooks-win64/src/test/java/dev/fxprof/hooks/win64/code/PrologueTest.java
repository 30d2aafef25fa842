package dev.fxprof.hooks.win64.code;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PrologueTest {
    private static Prologue of(String bytes, int least) {
        return Prologue.of(HexFormat.of().parseHex(bytes.replace(" ", "")), least);
    }

    /** The agent's decoder keeps to the same file. */
    private static List<String> vectors() throws IOException {
        try (InputStream in = PrologueTest.class.getResourceAsStream("prologues.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines()
                    .filter(line -> !line.startsWith("#")).toList();
        }
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void shouldTakeWholeInstructionsAndRefuseWhatItCannotMove(String vector) {
        String[] fields = vector.split("\\|", -1);
        Prologue found = of(fields[0], Integer.parseInt(fields[1].strip()));
        assertThat(found.length()).isEqualTo(Integer.parseInt(fields[2].strip()));
        assertThat(found.refusal()).startsWith(fields[3].strip());
        assertThat(found.refusal().isEmpty()).isEqualTo(found.length() > 0);
    }

    @Test
    void shouldNeverReadBeyondWhatItWasGiven() {
        for (int first = 0; first < 256; first++) {
            for (int second = 0; second < 256; second++) {
                byte[] code = {(byte) first, (byte) second};
                Prologue prologue = Prologue.of(code, 1);
                assertThat(prologue.length()).isBetween(0, code.length);
                assertThat(prologue.length() == 0).isNotEqualTo(prologue.refusal().isEmpty());
            }
        }
    }
}
