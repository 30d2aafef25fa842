package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
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
        Path data = folder.resolve("data");
        Folders.write(data.resolve("resources/fxprof/fxmanifest.lua"), "");
        try (Served served = Served.start("serve-sources", "--segment", "one=" + segment,
                "--perf", "http://127.0.0.1:9/perf", "--server", "spooled=" + data)) {
            assertThat(server(served, "one").path("state").asString()).isEqualTo("WAITING");
            Process first = publish(folder, segment, "first");
            await(served, "one", "LIVE");
            served.await("ticks come", () -> ticks(served) > 20);
            JsonNode running = served.json("/api/v1/running?server=one").path("running");
            assertThat(running.path("isKnown").asBoolean()).isTrue();
            assertThat(running.path("threads").get(0).path("thread").asString())
                    .isEqualTo("svMain");
            assertTop(folder, served);
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
            assertThat(served.err()).contains("http://127.0.0.1:9/perf does not answer")
                    .hasLineCount((int) served.err().lines().distinct().count());
        }
    }

    /** On a terminal the same figures are a live view: {@link TopTerminalIT}. */
    private static void assertTop(Path folder, Served served) {
        served.await("there are figures",
                () -> served.get("/api/v1/servers").body().contains("\"name\":\"anticheat\""));
        String address = "http://127.0.0.1:" + served.port();
        Path token = Folders.write(folder.resolve("token"), served.token());
        Path wrong = Folders.write(folder.resolve("wrong"), "a".repeat(20));
        List<String> top = List.of("top", "--serve", address, "--token-file");
        List<Command.Result> results = Jvm.fxprof(folder, List.of(
                with(top, token.toString(), "--once"),
                with(top, token.toString(), "--once", "--json", "--name", "one"),
                with(top, token.toString(), "--once", "--name", "two"),
                with(top, wrong.toString(), "--once"),
                List.of("top", "--serve", "http://127.0.0.1:9", "--token-file", token.toString()),
                List.of("top", "--serve", address)));
        assertThat(results.get(0).succeeded().out()).startsWith("one, ").contains("ticks in",
                "over budget", "anticheat ", "calls/s");
        JsonNode shown = results.get(1).succeeded().json();
        assertThat(shown.path("server").asString()).isEqualTo("one");
        assertThat(shown.path("windows").size()).isEqualTo(4);
        assertRefused(results.get(2), INPUT, "expected one of one, ");
        assertRefused(results.get(3), INPUT, "wants another token");
        assertRefused(results.get(4), ENVIRONMENT, "does not answer");
        assertRefused(results.get(5), INPUT, "--serve URL with --token-file FILE");
    }

    @Test
    void shouldSayWhatItExpected() {
        Path folder = Folders.fresh("serve-refused");
        Path weak = Folders.write(folder.resolve("weak"), "secret\n");
        Path file = Folders.write(folder.resolve("file"), "");
        List<String> nothing = List.of("serve");
        List<String> simulation = List.of("serve", "--simulate");
        List<Command.Result> results = Jvm.fxprof(folder, List.of(nothing,
                with(simulation, "--token", "short"),
                with(simulation, "--token-file", weak.toString()),
                with(nothing, "--segment", "x=a", "--segment", "x=b"),
                with(simulation, "--hitch", "sometimes"),
                with(simulation, "--port", "0", "--data", file.toString()),
                with(simulation, "--push", "http://one.example/?key=hidden"),
                with(simulation, "--push-allow", "one.example")));
        assertRefused(results.get(0), INPUT, "expected a source");
        assertRefused(results.get(1), INPUT, "--token: expected a token of 16 to 256");
        assertRefused(results.get(2), INPUT, weak + ", line 1: expected a token");
        assertRefused(results.get(3), INPUT, "two sources are called x");
        assertRefused(results.get(4), INPUT, "sometimes is no rule");
        assertRefused(results.get(5), ENVIRONMENT, file.toString());
        assertRefused(results.get(6), INPUT, "--push: expected an address such as wss://");
        assertThat(results.get(6).err()).doesNotContain("hidden");
        assertRefused(results.get(7), INPUT,
                "--push-allow: expected HOST:PORT, ws://HOST:PORT or wss://HOST:PORT, got one.");
    }

    private static List<String> with(List<String> options, String... more) {
        return Stream.concat(options.stream(), Stream.of(more)).toList();
    }

    private static void assertRefused(Command.Result result, int exit, String sentence) {
        assertThat(result.exit()).as(result.err()).isEqualTo(exit);
        assertThat(result.err().strip()).startsWith("fxprof: ").contains(sentence)
                .hasLineCount(1);
    }
}
