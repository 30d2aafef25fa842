package dev.fxprof.hooks.win64.code;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrologueTest {
    private static final int JUMP = 14;

    private static Prologue of(String bytes, int least) {
        return Prologue.of(HexFormat.of().parseHex(bytes.replace(" ", "")), least);
    }

    @ParameterizedTest
    @CsvSource({"48 89 5C 24 08  48 89 74 24 10  57  48 83 EC 20  C3, 15",
            "41 57 41 56 41 54 56 57 53  48 81 EC 88 00 00 00  E8 00 00 00 00, 16",
            "F3 0F 1E FA  55  48 89 E5  48 83 EC 10  31 C0  C3, 14",
            "65 48 8B 04 25 58 00 00 00  8B CA  48 8B D9  66 90  C3, 14",
            "48 B8 11 22 33 44 55 66 77 88  66 B8 11 22  C3, 14",
            "F7 C1 01 00 00 00  66 F7 C1 01 00  F6 C1 01  C3, 14"})
    void shouldTakeWholeInstructions(String bytes, int length) {
        assertThat(of(bytes, JUMP)).isEqualTo(new Prologue(length, ""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "48 83 EC 28  48 8B 05 11 22 33 44  90 90 90|an address relative to its own at its byte 4",
            "55  E8 00 00 00 00  90 90 90 90 90 90 90 90|a call or a jump relative to its own address",
            "55  74 05  90 90 90 90 90 90 90 90 90 90 90|a jump relative to its own address",
            "55  0F 84 05 00 00 00  90 90 90 90 90 90 90|a jump relative to its own address",
            "FF 25 00 00 00 00  90 90 90 90 90 90 90 90|a call or a jump at its byte 0",
            "31 C0  C3  CC CC CC CC CC CC CC CC CC CC CC|the end of the function at its byte 2",
            "C5 F8 77  90 90 90 90 90 90 90 90 90 90 90|an instruction that is not known (C5 …)",
            "66 66 90  90 90 90 90 90 90 90 90 90 90 90|an instruction that is not known (66 66 …)",
            "F0 48 0F C1 01  90 90 90 90 90 90 90 90 90|an instruction that is not known (F0 …)",
            "55 55 55|the end of what is known of the function at its byte 3"})
    void shouldRefuseWhatItCannotMove(String bytes, String reason) {
        assertThat(of(bytes, JUMP).length()).isZero();
        assertThat(of(bytes, JUMP).refusal()).startsWith(reason);
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
