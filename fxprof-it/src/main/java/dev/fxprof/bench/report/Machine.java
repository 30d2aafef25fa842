package dev.fxprof.bench.report;

import dev.fxprof.bench.run.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/**
 * What a result holds for.
 *
 * @param cpu the processor's name
 * @param cores processors the JVM may use
 * @param os operating system, version and architecture
 * @param jdk vendor and version
 * @param date start of the run, UTC
 * @param commit of the measured build
 */
public record Machine(String cpu, int cores, String os, String jdk, String date, String commit) {
    /**
     * This machine, now.
     *
     * @param home folder of the project
     * @return the machine
     */
    public static Machine here(Path home) {
        return new Machine(cpuName(), Runtime.getRuntime().availableProcessors(),
                String.join(" ", System.getProperty("os.name"), System.getProperty("os.version"),
                        System.getProperty("os.arch")),
                System.getProperty("java.vendor") + " " + Runtime.version(),
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(), commit(home));
    }

    private static String cpuName() {
        try {
            return Files.readString(Path.of("/proc/cpuinfo")).lines()
                    .filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip()).findFirst()
                    .orElse("unknown");
        } catch (IOException e) {
            // Not Linux; Windows has the name in its environment.
            return System.getenv().getOrDefault("PROCESSOR_IDENTIFIER", "unknown");
        }
    }

    /** From the repository; from the jar's manifest where there is none. */
    private static String commit(Path home) {
        try {
            return ChildProcess.run(List.of("git", "-C", home.toString(), "rev-parse", "HEAD"),
                    Map.of()).strip();
        } catch (ChildProcess.Failed e) {
            String built = Machine.class.getPackage().getImplementationVersion();
            return built == null ? "unknown" : built;
        }
    }
}
