package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Where {@code fxprof serve} gets its spans: sources come, die and come again. */
class ServeSourcesIT {
    private static final int INPUT = 2;
    private static final int ENVIRONMENT = 3;

    private static Process publish(Path folder, Path segment, String name) {
        return Command.simulate("--realtime", "--duration", "10m", "--players", "8", "--segment",
                segment.toString()).start(folder.resolve(name + ".out"),
                        folder.resolve(name + ".err"));
    }

    private static JsonNode server(Served served, String name) {
        for (JsonNode one : served.json("/api/v1/servers").path("servers")) {
            if (one.path("server").asString().equals(name)) {
                return one;
            }
        }
        throw new AssertionError(name);
    }

    private static void await(Served served, String name, String state) {
        served.await(name + " is " + state,
                () -> server(served, name).path("state").asString().equals(state));
    }

    private static long ticks(Served served) {
        return Math.round(served.metric("fxprof_tick_seconds_count{server=\"one\"}"));
    }

    @Test
    void shouldFollowAServerOverItsDeathAndGoOnWithTheOthers() {
        Path folder = Folders.fresh("serve-source");
        Path segment = folder.resolve("server.fxseg");
        try (Served served = Served.start("serve-sources", "--segment", "one=" + segment,
                "--perf", "http://127.0.0.1:9/perf", "--server", "spooled=" + folder)) {
            assertThat(server(served, "one").path("state").asString()).isEqualTo("WAITING");
            Process first = publish(folder, segment, "first");
            await(served, "one", "LIVE");
            served.await("ticks come", () -> ticks(served) > 20);
            JsonNode running = served.json("/api/v1/running?server=one").path("running");
            assertThat(running.path("isKnown").asBoolean()).isTrue();
            assertThat(running.path("threads").get(0).path("thread").asString())
                    .isEqualTo("svMain");
            first.descendants().forEach(ProcessHandle::destroyForcibly);
            first.destroyForcibly();
            await(served, "one", "ENDED");
            long before = ticks(served);
            Process second = publish(folder, segment, "second");
            await(served, "one", "LIVE");
            served.await("ticks come again", () -> ticks(served) > before + 20);
            second.descendants().forEach(ProcessHandle::destroyForcibly);
            second.destroyForcibly();
            assertThat(served.json("/api/v1/status").path("servers").size()).isEqualTo(3);
            assertThat(served.interrupt()).isZero();
        }
    }

    private static void assertRefused(int exit, String sentence, String... options) {
        Command.Result result = Command.fxprof("serve").and(options).quick().run();
        assertThat(result.exit()).as(result.err()).isEqualTo(exit);
        assertThat(result.err().strip()).startsWith("fxprof: ").contains(sentence)
                .hasLineCount(1);
    }

    @Test
    void shouldSayWhatItExpected() {
        Path folder = Folders.fresh("serve-refused");
        Path weak = Folders.write(folder.resolve("weak"), "secret\n");
        assertRefused(INPUT, "expected a source");
        assertRefused(INPUT, "--token: expected a token of 16 to 256", "--simulate", "--token",
                "short");
        assertRefused(INPUT, weak + ", line 1: expected a token", "--simulate", "--token-file",
                weak.toString());
        assertRefused(INPUT, "two sources are called x", "--segment", "x=a", "--segment", "x=b");
        assertRefused(INPUT, "is no rule", "--simulate", "--hitch", "sometimes");
        Path file = Folders.write(folder.resolve("file"), "");
        assertRefused(ENVIRONMENT, file.toString(), "--simulate", "--port", "0", "--data",
                file.toString());
    }
}
