package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** An agent that comes and goes while a host works. */
final class AgentCycles {
    private static final int FIRST = 5;
    /** As many as certainly end before anybody thinks that the host hangs, also on a busy machine. */
    private static final int AT_A_TIME = 10;
    private static final long MOST_GROWTH_KIB = 4096;

    private AgentCycles() {
    }

    /** So many times after the first few: every slot is as before, and the memory does not grow. */
    static void run(AgentHost.Build build, int count, String test) {
        AgentHost.build(build, test);
        try (AgentHost host = AgentHost.start(build, Folders.fresh(test + "-" + build.folder),
                "--rate", "100")) {
            host.ask("start", "started");
            String before = host.ask("slots", "slots: ");
            cycle(host, build, FIRST);
            long memory = residentKib(host);
            for (int left = count; left > 0; left -= AT_A_TIME) {
                cycle(host, build, Math.min(left, AT_A_TIME));
            }
            assertThat(residentKib(host) - memory).isLessThan(MOST_GROWTH_KIB);
            assertThat(host.ask("slots", "slots: ")).isEqualTo(before);
            assertThat(host.ask("status", "status: ")).contains("\"attached\": false",
                    "\"slots\": 0", "\"chained\": 0");
            host.ask("run 10", "ran: ");
            host.quit();
        }
    }

    private static void cycle(AgentHost host, AgentHost.Build build, int count) {
        assertThat(host.ask("cycles " + count + " " + build.agent(), "cycles: "))
                .isEqualTo("cycles: attached %d, detached %d".formatted(count, count));
    }

    private static long residentKib(AgentHost host) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(host.pid()), "status")).lines()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", ""))).findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
