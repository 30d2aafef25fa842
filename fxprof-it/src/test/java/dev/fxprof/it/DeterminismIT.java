package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeterminismIT {
    @TempDir
    private Path folder;

    private record Run(String hash, String printedHash, Map<String, Long> structure) {}

    private Run run(String profile, String duration, int seed) {
        String printed = Command.simulate("--profile", profile, "--duration", duration, "--seed",
                "" + seed, "--json", "--out", folder.toString()).run().succeeded().json()
                .path("structureHash").asString();
        TraceTree tree = TraceCheck.check(TraceFile.of(folder), TraceCheck.State.WHOLE);
        return new Run(tree.structureHash(), printed, tree.structure());
    }

    @Test
    void shouldDoTheSameForOneSeedAndOtherwiseForAnother() {
        Run first = run("boundary", "100t", 11);
        Run second = run("boundary", "100t", 11);
        Run other = run("boundary", "100t", 12);
        assertThat(second.structure).isEqualTo(first.structure);
        assertThat(second.printedHash).isEqualTo(first.printedHash);
        assertThat(first.hash).isEqualTo(first.printedHash);
        assertThat(other.hash).isEqualTo(other.printedHash).isNotEqualTo(first.hash);
        assertThat(other.structure).isNotEqualTo(first.structure);
    }

    @Test
    void shouldCallTheSameFunctionsForOneSeed() {
        Run first = run("full", "40t", 5);
        Run second = run("full", "40t", 5);
        assertThat(second.structure).isEqualTo(first.structure);
        assertThat(second.printedHash).isEqualTo(first.printedHash).isEqualTo(first.hash);
    }
}
