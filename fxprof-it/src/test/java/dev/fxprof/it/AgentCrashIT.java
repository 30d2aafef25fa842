package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** What a host that never returned was doing, in three runtimes deep. */
class AgentCrashIT {
    private static final List<String> OPEN = List.of("bank event hang:nested", "chat export",
            "garage export", "garage native " + AgentTruth.nativeName("STANDIN_HANG"));

    @ParameterizedTest
    @EnumSource(value = AgentHost.Build.class, names = {"LINUX", "WINE"})
    void shouldNameWhatRunsAndWhatRanWhenItDied(AgentHost.Build build) {
        AgentHost.build(build, "AgentCrashIT");
        Path folder = Folders.fresh("agent-crash-" + build.folder);
        Path segment;
        try (AgentHost host = AgentHost.start(build, folder, "--rate", "100")) {
            assertThat(host.ask("attach " + build.agent(), "attach: ")).isEqualTo("attach: 0");
            host.ask("start", "started");
            host.ask("run 20", "ran: ");
            host.type("event hang:nested x net:7");
            host.await("hanging");
            segment = host.segments().getFirst();
            JsonNode top = Jvm.fxprof("top", segment.toString(), "--once", "--json").run()
                    .succeeded().json();
            assertThat(top.path("live").asBoolean()).isTrue();
            JsonNode culprit = top.path("sites").get(0);
            assertThat(label(culprit)).isEqualTo(OPEN.getLast());
            assertThat(culprit.path("selfPercent").asDouble()).isGreaterThan(99);
            host.kill();
        }
        JsonNode dump = Jvm.fxprof("dump", segment.toString(), "--json").run().succeeded().json();
        assertThat(dump.path("live").asBoolean(true)).isFalse();
        List<String> open = dump.path("openStacks").get(0).path("frames").valueStream()
                .filter(frame -> !frame.path("kind").asString().equals("tick"))
                .map(AgentCrashIT::label).toList();
        assertThat(open).hasSameSizeAs(OPEN);
        for (int i = 0; i < OPEN.size(); i++) {
            assertThat(open.get(i)).startsWith(OPEN.get(i));
        }
    }

    private static String label(JsonNode frame) {
        return frame.path("resource").asString() + " " + frame.path("kind").asString() + " "
                + frame.path("name").asString();
    }
}
