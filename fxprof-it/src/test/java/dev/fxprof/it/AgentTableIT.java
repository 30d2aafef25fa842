package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fxprof.hooks.win64.code.Prologue;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The agent's decoder and its reader of tables, by themselves and under sanitizers. */
class AgentTableIT {
    private static final Path MODULE = Folders.project().resolve("fxprof-hooks-win64");
    private static final Path OUTPUT = MODULE.resolve("target/agent");
    private static final Path VECTORS = MODULE
            .resolve("src/test/resources/dev/fxprof/hooks/win64/code/prologues.txt");
    private static final int RANDOM_CODE = 10_000;
    private static final int TAIL = 14;
    private static final int ROUNDS = 20_000;

    @BeforeAll
    static void build() {
        AgentHost.build(AgentHost.Build.LINUX, "AgentTableIT");
        make("checked");
    }

    private static void make(String target) {
        Command.of("make", "-s", "-C", MODULE.resolve("src/main/c").toString(), "OUT=" + OUTPUT,
                target).within(Duration.ofMinutes(2)).run().succeeded();
    }

    private static Command.Result check(String what, Path file, String... more) {
        String[] words = new String[3 + more.length];
        words[0] = OUTPUT.resolve("sanitized/check").toString();
        words[1] = what;
        words[2] = file.toString();
        System.arraycopy(more, 0, words, 3, more.length);
        return Command.of(words).within(Duration.ofMinutes(2)).run();
    }

    @Test
    void shouldDecodeAsTheCommandDoes() {
        assertThat(check("prologues", VECTORS).succeeded().out()).contains(" 0 wrong");

        Random random = new Random(12);
        StringBuilder vectors = new StringBuilder();
        byte[] code = new byte[2 + TAIL];
        for (int i = 0; i < (1 << 16) + RANDOM_CODE; i++) {
            random.nextBytes(code);
            if (i < 1 << 16) {
                code[0] = (byte) (i >> 8);
                code[1] = (byte) i;
            }
            int least = i % TAIL + 1;
            Prologue found = Prologue.of(code, least);
            vectors.append(HexFormat.ofDelimiter(" ").formatHex(code)).append(" | ").append(least)
                    .append(" | ").append(found.length()).append(" | ").append(found.refusal())
                    .append('\n');
        }
        Path file = Folders.fresh("agent-decoder").resolve("vectors.txt");
        Folders.write(file, vectors.toString());
        assertThat(check("prologues", file).succeeded().out()).contains(" 0 wrong");
        // Otherwise the comparison above would hold of anything.
        Folders.write(file, "90 | 1 | 2 |\n55 | 1 | 0 | an instruction that is not known\n");
        assertThat(check("prologues", file).out()).contains("2 lines, 2 wrong");
    }

    /** Callers may rely on a register that the function leaves alone, whatever the convention says. */
    @ParameterizedTest
    @EnumSource(value = AgentHost.Build.class, names = {"LINUX", "WINE"})
    void shouldKeepWhateverACallMayChange(AgentHost.Build build) {
        AgentHost.build(build, "AgentTableIT");
        List<String> words = new ArrayList<>(List.of("env"));
        if (build.isWindows()) {
            make("checked-windows");
            AgentHost.wine().forEach((name, value) -> words.add(name + "=" + value));
            words.addAll(List.of("wine", OUTPUT.resolve("sanitized/thunks.exe").toString()));
        } else {
            words.add(OUTPUT.resolve("sanitized/thunks").toString());
        }
        assertThat(Command.of(words.toArray(String[]::new)).run().succeeded().out().strip())
                .isEqualTo("0 wrong");
    }

    @Test
    void shouldTakeNoTableThatIsTornAndNoneByAccident() {
        Path folder = Folders.fresh("agent-table");
        Path table = folder.resolve("table.json");
        Jvm.fxprof("hooks", "resolve", AgentHost.Build.LINUX.home().toString(), "-o",
                table.toString()).run().succeeded();
        assertThat(check("table", table).succeeded().out()).isEmpty();
        assertThat(check("torn", table).succeeded().out()).contains(" cuts refused");
        assertThat(check("fuzz", table, "" + ROUNDS).succeeded().out()).contains(" refused");
        Folders.write(table, "{\"schema\": \"fxprof/hooks-resolve/1\", \"platform\": \"linux\", "
                + "\"a\": " + "[".repeat(100));
        assertThat(check("table", table).out()).contains("expected fewer brackets");
    }
}
