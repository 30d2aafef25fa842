package dev.fxprof.live.web;

import dev.fxprof.live.view.CaptureFigures;
import dev.fxprof.live.view.IntervalView;
import dev.fxprof.live.view.LiveHub;
import dev.fxprof.live.view.LiveView;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.StatusCodes;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What intervals and captures amount to. */
final class Figures {
    private final LiveHub hub;
    private final WebCounts counts;

    Figures(LiveHub hub, WebCounts counts) {
        this.hub = hub;
        this.counts = counts;
    }

    /** An interval of a server, or a capture's. */
    void interval(HttpServerExchange exchange, Parameters parameters) throws IOException {
        Optional<String> id = parameters.text("capture");
        if (id.isPresent()) {
            Optional<CaptureFigures> figures = figures(exchange, id.get());
            if (figures.isPresent()) {
                Map<String, Object> answer = answer();
                answer.put("capture", figures.get().capture());
                answer.put("interval", figures.get().interval());
                Reply.json(exchange, answer);
            }
            return;
        }
        long from = parameters.number("from", 0, 0, Long.MAX_VALUE / 2_000_000);
        long to = parameters.number("to", Long.MAX_VALUE / 2_000_000, 0,
                Long.MAX_VALUE / 2_000_000);
        if (to <= from) {
            throw new Parameters.Malformed("to: expected a moment after from");
        }
        Optional<? extends LiveView> server = hub.server(parameters.text("server").orElse(""));
        if (server.isEmpty()) {
            Reply.refuse(exchange, counts, Refusal.NOT_FOUND, StatusCodes.NOT_FOUND,
                    "server: there is none of that name");
            return;
        }
        IntervalView interval = server.get().interval(from, to);
        Map<String, Object> answer = answer();
        answer.put("server", server.get().name());
        answer.put("interval", interval);
        Reply.json(exchange, answer);
    }

    /** The stacks of a capture. */
    void flame(HttpServerExchange exchange, String id) throws IOException {
        Optional<CaptureFigures> figures = figures(exchange, id);
        if (figures.isPresent()) {
            Map<String, Object> answer = answer();
            answer.put("flame", figures.get().flame());
            Reply.json(exchange, answer);
        }
    }

    private static Map<String, Object> answer() {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("schema", Routes.SCHEMA);
        return answer;
    }

    private Optional<CaptureFigures> figures(HttpServerExchange exchange, String id)
            throws IOException {
        Optional<CaptureFigures> figures = hub.captureFigures(id);
        if (figures.isEmpty()) {
            Reply.refuse(exchange, counts, Refusal.NOT_FOUND, StatusCodes.NOT_FOUND,
                    "capture: there is none of that id");
        }
        return figures;
    }
}
