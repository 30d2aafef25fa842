package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Captures that somebody asks for on the console of the game server. */
class ServeTriggerIT {
    @BeforeAll
    static void build() {
        StandIn.build("ServeTriggerIT");
    }

    private static JsonNode captures(Served served) {
        return served.json("/api/v1/captures").path("captures");
    }

    @Test
    void shouldSaveACaptureThatIsAskedForOnTheConsoleOfTheServer() {
        Path data = StandIn.underOverlay("serve-trigger-server");
        try (StandIn server = StandIn.start(StandIn.Errors.CXX, data);
                Served served = Served.start("serve-trigger", "--server", "city=" + data,
                        "--hitch", "tick>60000")) {
            served.await("ticks come", () -> served
                    .metric("fxprof_tick_seconds_count{server=\"city\"}") > 20);
            assertThat(captures(served)).isEmpty();
            server.type("fxprof capture who lags");
            server.await("fxprof serve saves the last seconds and the next");
            served.await("the capture is saved", () -> captures(served).size() == 1);
            JsonNode capture = captures(served).get(0);
            assertThat(capture.path("reason").asString())
                    .isEqualTo("who lags, asked for on the server's console");
            assertThat(capture.path("server").asString()).isEqualTo("city");
            Path json = served.data().resolveSibling("capture.json");
            Command.fxprof("convert", served.data().resolve("captures")
                    .resolve(capture.path("id").asString() + ".pftrace").toString(), "-o",
                    json.toString()).run().succeeded();
            LoadedTrace trace = LoadedTrace.read(json);
            assertThat(IntStream.range(0, trace.slices).mapToObj(trace::name))
                    .anyMatch(name -> name.contains("fxprof:capture "))
                    .anyMatch(name -> name.contains("Crunch"));
            assertThat(server.isAlive()).isTrue();
        }
    }
}
