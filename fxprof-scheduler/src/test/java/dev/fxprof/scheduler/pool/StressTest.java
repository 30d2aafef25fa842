package dev.fxprof.scheduler.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the {@code *Stress} classes under jcstress, which tries interleavings by the million. With
 * {@code -Dfxprof.stress=all} in all the JVM modes it knows, else in the one that reorders most. The
 * outcomes seen stand in target/jcstress/index.html.
 */
class StressTest {
    private static final int STRESS_TESTS = 8;
    private static final boolean ALL = "all".equals(System.getProperty("fxprof.stress"));
    private static final String NATIVE = "--enable-native-access=ALL-UNNAMED";
    /** jcstress has each of its machines touch 256 MB, also the twenty that only ask what works. */
    private static final String FEW_PAGES = "-XX:+IgnoreUnrecognizedVMOptions -XX:+UseTransparentHugePages -XX:+UseSerialGC";

    @Test
    @Timeout(600)
    void shouldShowOnlyLegalOutcomesOfEveryInterleaving(@TempDir Path folder) throws Exception {
        Path log = folder.resolve("jcstress.log");
        ProcessBuilder builder = new ProcessBuilder(command()).directory(folder.toFile())
                .redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("JAVA_TOOL_OPTIONS", FEW_PAGES);
        Process process = builder.start();
        try {
            assertThat(process.waitFor(580, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).as(() -> text(log)).isZero();
        for (String test : List.of("TaskCancelStress", "TaskResumeStress", "TaskResumeCancelStress",
                "SleepersStress", "ActiveLaneStress", "LaneTallyStress", "CancelTwiceStress",
                "ChunkQueueStress")) {
            assertThat(text(log)).contains("dev.fxprof.scheduler.pool." + test);
        }
        assertThat(text(log)).contains("Failed tests: No matches", "Error tests: No matches",
                "All remaining tests: " + STRESS_TESTS + " matching test results");
    }

    private static List<String> command() {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), "org.openjdk.jcstress.Main", "-t",
                "dev.fxprof.scheduler.pool", "-v", "-f", "1", "-iters", "1", "-time", "150", "-sc",
                "false", "-af", "NONE", "-strideSize", "64", "-strideCount", "16", "-r",
                Path.of("target", "jcstress").toAbsolutePath().toString()));
        if (ALL) {
            command.addAll(List.of("-jvmArgsPrepend", NATIVE));
        } else {
            command.addAll(List.of("-jvmArgs", NATIVE + " -XX:-TieredCompilation"
                    + " -XX:+UnlockDiagnosticVMOptions -XX:+StressLCM -XX:+StressGCM"
                    + " -XX:+StressIGVN -XX:+StressCCP"));
        }
        return command;
    }

    private static String text(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
