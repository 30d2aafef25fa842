package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fxprof.hooks.win64.code.Prologue;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The decoder of instructions agrees with llvm-objdump about every instruction that it knows. */
class PrologueIT {
    private static final Pattern LINE = Pattern
            .compile("^\\s*[0-9a-f]+:((?: [0-9a-f]{2})+)\\s+(.*)$");
    private static final Pattern RELATIVE = Pattern.compile("\\(%rip\\)|^(j|call|ret|loop|int3)");

    @TempDir
    Path folder;

    private int known;
    private int instructions;

    @Test
    void shouldGiveTheLengthOfWhatItKnowsAndRefuseWhatCannotBeMoved() {
        for (Path file : List.of(Images.prebuilt("conpty.node"), Images.prebuilt("winpty.dll"),
                Images.compile(folder, Images.X64))) {
            Images.tool("llvm-objdump-14", "-d", file.toString()).lines().map(LINE::matcher)
                    .filter(Matcher::matches).forEach(this::assertAgrees);
        }
        assertThat(instructions).isGreaterThan(50_000);
        assertThat((double) known / instructions).as("share of instructions that can be moved")
                .isBetween(0.5, 0.9);
    }

    private void assertAgrees(Matcher line) {
        byte[] code = HexFormat.of().parseHex(line.group(1).replace(" ", ""));
        // Nothing behind it is known, so a longer one would be refused; a shorter one ends early.
        Prologue one = Prologue.of(code, 1);
        String text = line.group(2).replaceAll("\\s+", " ");
        instructions++;
        if (one.refusal().isEmpty()) {
            known++;
            assertThat(one.length()).as(line.group()).isEqualTo(code.length);
            assertThat(text).as(line.group()).doesNotContainPattern(RELATIVE)
                    .doesNotStartWith("<unknown>");
        }
    }
}
