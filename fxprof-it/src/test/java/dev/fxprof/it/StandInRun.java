package dev.fxprof.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The sample server, used once in every way that the tests ask about. */
final class StandInRun {
    static final int EVENTS = 7;
    static final String PASSWORD = "cm9vdDpzZWNyZXQ=";

    final Path folder;
    final List<String> lines;
    final List<byte[]> posted;
    final HttpResponse<String> refused;
    final HttpResponse<String> perf;
    final HttpResponse<String> players;

    StandInRun(StandIn.Errors errors) {
        StandIn.build("StandInIT");
        folder = StandIn.samples("standin-" + errors);
        StringBuilder input = new StringBuilder("2 9 counted:unsafe []\n");
        for (int i = 1; i <= EVENTS; i++) {
            input.append(i + 2).append(' ').append(i % 3 + 1)
                    .append(" counted:event [\"abc\"]\n");
        }
        Folders.write(folder.resolve("input.txt"), input.toString());
        try (BinaryPage page = new BinaryPage();
                StandIn server = StandIn.start(errors, folder, "standin_players", "3",
                        "web_url", page.address(), "standin_tick_rate", "50", "standin_input",
                        "input.txt", "standin_truth",
                        "truth.jsonl", "standin_http", "127.0.0.1:0", "sv_prometheusBasicAuthUser",
                        "root",
                        "sv_prometheusBasicAuthPassword", "secret")) {
            String address = server.await("HTTP on ");
            URI base = URI.create("http://" + address.substring(address.indexOf("127.")));
            server.await("jobs: settle");
            server.await("web: awaited");
            server.await("web: answer");
            posted = List.copyOf(page.posted);
            useScripts(server);
            usePlayers(server);
            record(server);
            refused = get(base.resolve("/perf"), "bm9ib2R5");
            perf = get(base.resolve("/perf"), PASSWORD);
            players = get(base.resolve("/players.json"), PASSWORD);
            lines = server.quit();
        }
    }

    private static void useScripts(StandIn server) {
        server.type("faulty");
        server.type("say good day");
        server.await("chat: said");
        server.type("keeper self");
        server.await("keeper: still here");
        server.type("caller");
        server.type("times before");
        server.type("standin clock -3600000");
        server.type("times after");
        server.type("standin advance 3000");
        server.await("advanced by 3000");
        server.type("ticker");
        server.await("ticker: every");
        server.type("slow 200");
        server.await("hitch warning");
    }

    private static void usePlayers(StandIn server) {
        server.type("standin command 2 jobs");
        server.await("Access denied for command jobs.");
        server.type("standin_load jobs:pay 1000 [2]");
        server.type("standin advance 1000");
        server.await("advanced by 1000");
        server.type("standin_load jobs:pay 0");
        server.type("standin command 1 jobs");
        server.await("jobs: handled");
    }

    private static void record(StandIn server) {
        server.type("profiler record 20");
        server.await("Stopped the recording");
        server.type("profiler save recording.msgpack");
        server.await("Save complete");
        server.type("profiler saveJSON recording.json");
        server.await("as JSON to");
        server.type("profiler resource caller 6");
        server.await("Started recording", 2);
        server.await("Stopped the recording", 2);
        server.type("profiler save detailed.msgpack");
    }

    private static HttpResponse<String> get(URI page, String credentials) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(page)
                    .header("Authorization", "Basic " + credentials).build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The one line that holds the text. */
    String line(String text) {
        return lines.stream().filter(line -> line.contains(text)).findFirst().orElseThrow();
    }

    /** The ground truth, a record a line. */
    List<JsonNode> truth() {
        return Folders.read(folder.resolve("truth.jsonl")).lines()
                .map(line -> JsonMapper.shared().readTree(line)).toList();
    }
}
