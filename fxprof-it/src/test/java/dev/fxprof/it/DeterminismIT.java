package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class DeterminismIT {
    @TempDir
    private Path folder;

    private record Run(String hash, String printedHash, Map<String, Long> structure) {}

    private Run run(String duration, int seed) {
        return run(Command.simulate("--duration", duration, "--seed", "" + seed, "--json", "--out",
                folder.toString()));
    }

    private Run run(Command command) {
        return of(command.run().succeeded().json(), LoadedTrace.of(folder));
    }

    private static Run of(JsonNode json, LoadedTrace trace) {
        TraceTree tree = TraceCheck.check(trace, TraceCheck.State.WHOLE);
        return new Run(tree.structureHash(), json.path("structureHash").asString(),
                tree.structure());
    }

    @Test
    void shouldDoTheSameForOneSeedAndOtherwiseForAnother() {
        Run first = run("50t", 11);
        Run second = run("50t", 11);
        Run other = run("50t", 12);
        assertThat(second.structure).isEqualTo(first.structure);
        assertThat(second.printedHash).isEqualTo(first.printedHash);
        assertThat(first.hash).isEqualTo(first.printedHash);
        assertThat(other.hash).isEqualTo(other.printedHash).isNotEqualTo(first.hash);
        assertThat(other.structure).isNotEqualTo(first.structure);
    }

    @Test
    void shouldCallTheSameFunctionsForOneSeed() {
        Run first = of(ShortRun.get().json, ShortRun.get().trace);
        Run second = run(ShortRun.command(folder));
        assertThat(second.structure).isEqualTo(first.structure);
        assertThat(second.printedHash).isEqualTo(first.printedHash).isEqualTo(first.hash);
    }
}
