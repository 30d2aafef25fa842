package dev.fxprof.cli;

import dev.fxprof.live.view.RunningView;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The live aggregates of a server that {@code fxprof serve} watches, over its last ten seconds. */
final class TopServe implements TopSource {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int WINDOW_SECONDS = 10;
    private static final int UNAUTHORISED = 401;
    private static final int OK = 200;
    private static final double MILLI = 1e6;

    private final URI address;
    private final String token;
    private final String server;
    private final int intervalMillis;
    private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private boolean isFirst = true;
    private volatile RunningView running = RunningView.unknown("not asked yet");

    /** Of several servers the named one; without a name the first. */
    TopServe(String address, String token, String server, int intervalMillis) {
        try {
            this.address = URI.create(address);
        } catch (IllegalArgumentException _) {
            throw notAnAddress(address);
        }
        if (this.address.getHost() == null
                || !String.valueOf(this.address.getScheme()).matches("https?")) {
            throw notAnAddress(address);
        }
        this.token = token;
        this.server = server;
        this.intervalMillis = intervalMillis;
    }

    private static CommandFailure notAnAddress(String address) {
        return new CommandFailure(CommandFailure.INPUT,
                "--serve: expected an address such as http://localhost:8080, got " + address);
    }

    private JsonNode get(String path) {
        try {
            HttpResponse<String> answer = client.send(HttpRequest
                    .newBuilder(address.resolve(path)).timeout(PATIENCE)
                    .header("Authorization", "Bearer " + token).build(),
                    HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() == UNAUTHORISED) {
                throw new CommandFailure(CommandFailure.INPUT,
                        "--token-file: " + address + " wants another token");
            }
            if (answer.statusCode() != OK) {
                throw new CommandFailure(CommandFailure.ENVIRONMENT,
                        address + " answers " + answer.statusCode());
            }
            return JsonMapper.shared().readTree(answer.body());
        } catch (JacksonException _) {
            throw notServe();
        } catch (IOException _) {
            throw new CommandFailure(CommandFailure.ENVIRONMENT,
                    address + " does not answer; expected fxprof serve there");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure(CommandFailure.ENVIRONMENT, "interrupted");
        }
    }

    private CommandFailure notServe() {
        return new CommandFailure(CommandFailure.ENVIRONMENT,
                address + " gives another answer than fxprof serve does");
    }

    private RunningView running(String name) {
        JsonNode open = get("/api/v1/running?server="
                + URLEncoder.encode(name, StandardCharsets.UTF_8)).path("running");
        try {
            return JsonMapper.shared().treeToValue(open, RunningView.class);
        } catch (JacksonException _) {
            throw notServe();
        }
    }

    /** The newest snapshot of the server, as serve gives it. */
    JsonNode snapshot() {
        List<String> names = new ArrayList<>();
        for (JsonNode one : get("/api/v1/servers").path("servers")) {
            names.add(one.path("server").asString());
            if (server == null || names.getLast().equals(server)) {
                return one;
            }
        }
        throw new CommandFailure(CommandFailure.INPUT,
                "--name: expected one of " + String.join(", ", names) + ", got " + server);
    }

    @Override
    public TopFrame next() {
        if (!isFirst) {
            LockSupport.parkNanos(intervalMillis * 1_000_000L);
        }
        isFirst = false;
        JsonNode snapshot = snapshot();
        String name = snapshot.path("server").asString();
        running = running(name);
        long dropped = 0;
        for (JsonNode reason : snapshot.path("cost").path("dropped")) {
            dropped += reason.asLong();
        }
        String heading = format("%s, %s: %s, %,d hitches, %,d dropped", name,
                snapshot.path("title").asString(),
                snapshot.path("state").asString().toLowerCase(Locale.ROOT),
                snapshot.path("hitches").asLong(), dropped);
        for (JsonNode window : snapshot.path("windows")) {
            if (window.path("seconds").asInt() == WINDOW_SECONDS) {
                return frame(heading, window);
            }
        }
        return new TopFrame(heading, "nothing has come yet", true, 0, List.of());
    }

    private static TopFrame frame(String heading, JsonNode window) {
        JsonNode tick = window.path("tick");
        String note = format("%d ticks in %.0f s: median %.1f ms, p99 %.1f ms, longest %.1f ms, "
                + "%d over budget", tick.path("count").asLong(),
                window.path("coveredNanos").asLong() / 1e9, tick.path("p50Nanos").asLong() / MILLI,
                tick.path("p99Nanos").asLong() / MILLI, tick.path("maxNanos").asLong() / MILLI,
                tick.path("overBudget").asLong());
        List<TopFrame.Row> rows = new ArrayList<>();
        for (JsonNode resource : window.path("resources")) {
            rows.add(new TopFrame.Row(resource.path("name").asString(), "",
                    format("p99 %.2f ms a tick, %.0f calls/s, %.0f events/s, %.0f natives/s",
                            resource.path("p99Nanos").asLong() / MILLI,
                            resource.path("callsPerSecond").asDouble(),
                            resource.path("eventsPerSecond").asDouble(),
                            resource.path("nativesPerSecond").asDouble()),
                    resource.path("selfNanos").asLong(), resource.path("totalNanos").asLong()));
        }
        return new TopFrame(heading, note, true, window.path("coveredNanos").asLong(), rows);
    }

    @Override
    public RunningView running() {
        return running;
    }

    private static String format(String format, Object... args) {
        return String.format(Locale.ROOT, format, args);
    }
}
