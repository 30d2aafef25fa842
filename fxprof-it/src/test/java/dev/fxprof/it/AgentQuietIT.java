package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The agent takes no time of the kernel's on the thread that is profiled, and no memory. */
class AgentQuietIT {
    private static final AgentHost.Build LINUX = AgentHost.Build.LINUX;
    /** After so many ticks everything that the resources do has happened once. */
    private static final int SEEN = 60;

    @Test
    void shouldMakeNoSystemCallOnceItHasSeenEverything() {
        AgentHost.build(LINUX, "AgentQuietIT");
        try (AgentHost host = AgentHost.start(LINUX, Folders.fresh("agent-quiet"), "--rate",
                "100")) {
            assertThat(host.ask("attach " + LINUX.agent(), "attach: ")).isEqualTo("attach: 0");
            host.ask("start", "started");
            host.ask("run " + SEEN, "ran: ");
            host.ask("seal", "sealed");
            host.ask("run " + 2 * SEEN, "ran: ");
            assertThat(host.ask("status", "status: ")).contains("\"attached\": true");
            assertThat(host.isAlive()).isTrue();
        }
    }

    @Test
    void shouldNeedNothingThatAllocatesOrLocksAndNoVersionOfALibrary() {
        AgentHost.build(LINUX, "AgentQuietIT");
        Path agent = LINUX.agent();
        List<String> needed = Command.of("nm", "-D", "--undefined-only", agent.toString()).run()
                .succeeded().out().lines().map(String::strip).toList();
        assertThat(needed).isNotEmpty().noneMatch(line -> line.contains("@"))
                .noneMatch(line -> line.matches(".* (malloc|calloc|realloc|free|pthread_mutex.*)"));
        assertThat(Command.of("readelf", "-d", agent.toString()).run().succeeded().out())
                .doesNotContain("NEEDED");
    }
}
