package dev.fxprof.live.web;

import dev.fxprof.export.report.ReportJson;
import dev.fxprof.live.view.LiveHub;
import dev.fxprof.live.view.LiveView;
import dev.fxprof.live.view.MinuteView;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import io.undertow.util.StatusCodes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What there is behind the gate. A path is one of a fixed list; what it is about stands in parameters. */
final class Routes implements HttpHandler {
    static final String SCHEMA = "fxprof/serve/1";
    /** Being made, or waiting for one of the threads that make them. */
    private static final int MOST_AT_A_TIME = 32;
    private static final int MOST_SECONDS = 3600;
    /** As many as a minute of the store has. */
    private static final int MOST_RESOURCES = 50;

    /** Answers one path. */
    private interface Answer {
        void to(HttpServerExchange exchange, Parameters parameters) throws IOException;
    }

    /** Something about one server. */
    private interface Part {
        Object of(LiveView server, Parameters parameters);
    }

    private final LiveHub hub;
    private final WebCounts counts;
    private final Assets assets = new Assets();
    private final HttpHandler stream;
    private final Control control;
    private final Captures captures;
    private final Figures figures;
    private final Map<String, Answer> answers = new HashMap<>();
    private final Semaphore running = new Semaphore(MOST_AT_A_TIME);

    Routes(LiveHub hub, WebCounts counts, HttpHandler stream) {
        this.hub = hub;
        this.counts = counts;
        this.stream = stream;
        control = new Control(hub, counts);
        captures = new Captures(hub, counts);
        figures = new Figures(hub, counts);
        answers.put("/metrics", this::metrics);
        answers.put("/api/v1/status", (exchange, _) -> Reply.json(exchange, status(exchange)));
        answers.put("/api/v1/servers", (exchange, _) -> Reply.json(exchange, Map.of("schema",
                SCHEMA, "servers", hub.servers().stream().map(LiveView::snapshot).toList())));
        answers.put("/api/v1/captures", (exchange, _) -> Reply.json(exchange,
                Map.of("schema", SCHEMA, "captures", hub.captures())));
        answers.put("/api/v1/capture", captures::send);
        answers.put("/api/v1/nonce", control::nonce);
        answers.put("/api/v1/trigger", control::trigger);
        part("ticks", (server, parameters) -> server
                .ticks(parameters.number("from", 0, 0, Long.MAX_VALUE)));
        part("history", (server, _) -> server.history());
        part("minutes", (server, parameters) -> {
            long resources = parameters.number("resources", MOST_RESOURCES, 0, MOST_RESOURCES);
            return server.minutes(parameters.number("from", 0, 0, Long.MAX_VALUE),
                    parameters.number("to", Long.MAX_VALUE, 0, Long.MAX_VALUE)).stream()
                    .map(minute -> new MinuteView(minute.atMillis(), minute.tick(),
                            minute.resources().stream().limit(resources).toList()))
                    .toList();
        });
        part("hitches", (server, _) -> server.hitches());
        part("running", (server, _) -> server.running());
        part("flame", (server, parameters) -> server
                .flame((int) parameters.number("seconds", 10, 1, MOST_SECONDS)));
        Answer flameOfServer = answers.get("/api/v1/flame");
        answers.put("/api/v1/flame", (exchange, parameters) -> {
            Optional<String> capture = parameters.text("capture");
            if (capture.isPresent()) {
                figures.flame(exchange, capture.get());
            } else {
                flameOfServer.to(exchange, parameters);
            }
        });
        answers.put("/api/v1/interval", figures::interval);
        part("report", (server, parameters) -> {
            ObjectNode report = JsonMapper.shared().createObjectNode();
            ReportJson.fill(report, server
                    .report((int) parameters.number("seconds", 10, 1, MOST_SECONDS)));
            return report;
        });
    }

    private void part(String name, Part part) {
        answers.put("/api/v1/" + name, (exchange, parameters) -> {
            Optional<? extends LiveView> server = hub
                    .server(parameters.text("server").orElse(""));
            if (server.isEmpty()) {
                Reply.refuse(exchange, counts, Refusal.NOT_FOUND, StatusCodes.NOT_FOUND,
                        "server: there is none of that name");
                return;
            }
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("schema", SCHEMA);
            answer.put("server", server.get().name());
            answer.put(name, part.of(server.get(), parameters));
            Reply.json(exchange, answer);
        });
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        String path = exchange.getRequestPath();
        boolean changes = exchange.getRequestMethod().equals(Methods.POST);
        if (changes != Control.TRIGGER.equals(path)) {
            Reply.refuse(exchange, counts, Refusal.BAD_METHOD, StatusCodes.METHOD_NOT_ALLOWED,
                    changes ? "expected GET" : "expected POST");
        } else if (path.equals("/stream")) {
            stream(exchange);
        } else if (answers.containsKey(path)) {
            if (running.tryAcquire()) {
                exchange.dispatch(() -> answer(exchange, answers.get(path)));
            } else {
                exchange.getResponseHeaders().put(Headers.RETRY_AFTER, 1);
                Reply.refuse(exchange, counts, Refusal.BUSY, StatusCodes.SERVICE_UNAVAILABLE,
                        "too much is asked for at a time");
            }
        } else if (!assets.send(exchange)) {
            Reply.refuse(exchange, counts, Refusal.NOT_FOUND, StatusCodes.NOT_FOUND,
                    "there is nothing of that name");
        }
    }

    private void stream(HttpServerExchange exchange) throws Exception {
        Optional<StreamForm> form;
        try {
            form = StreamForm.of(new Parameters(exchange).text("form").orElse("json"));
        } catch (Parameters.Malformed _) {
            form = Optional.empty();
        }
        if (form.isEmpty()) {
            Reply.refuse(exchange, counts, Refusal.BAD_REQUEST, StatusCodes.BAD_REQUEST,
                    "form: expected json or cbor");
            return;
        }
        exchange.putAttachment(StreamForm.WANTED, form.get());
        stream.handleRequest(exchange);
    }

    private void answer(HttpServerExchange exchange, Answer answer) {
        try {
            answer.to(exchange, new Parameters(exchange));
        } catch (Parameters.Malformed e) {
            Reply.refuse(exchange, counts, Refusal.BAD_REQUEST, StatusCodes.BAD_REQUEST,
                    e.getMessage());
        } catch (IOException | RuntimeException _) {
            Reply.refuse(exchange, counts, Refusal.FAILED, StatusCodes.INTERNAL_SERVER_ERROR,
                    "this could not be answered");
        } finally {
            running.release();
        }
    }

    private void metrics(HttpServerExchange exchange, Parameters parameters) throws IOException {
        String accept = exchange.getRequestHeaders().getFirst(Headers.ACCEPT);
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        hub.writeMetrics(accept, text);
        Reply.send(exchange, hub.metricsType(accept), text.toByteArray());
    }

    private Map<String, Object> status(HttpServerExchange exchange) {
        Map<String, Object> web = new LinkedHashMap<>();
        web.put("requests", counts.requests());
        web.put("clients", counts.clients());
        web.put("messages", counts.messages());
        web.put("skipped", counts.skipped());
        web.put("refused", counts.refused());
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("schema", SCHEMA);
        status.put("servers", hub.servers().stream().map(LiveView::name).toList());
        status.put("store", hub.store());
        status.put("web", web);
        status.put("mayControl", exchange.getAttachment(Gate.ROLE) == Gate.Role.CONTROL);
        return status;
    }
}
