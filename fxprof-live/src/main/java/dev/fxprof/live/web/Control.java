package dev.fxprof.live.web;

import dev.fxprof.live.view.LiveHub;
import dev.fxprof.live.view.LiveView;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.StatusCodes;
import java.util.Map;
import java.util.Optional;

/** What changes anything: only with the control token, and once for each number that was asked for. */
final class Control {
    static final String TRIGGER = "/api/v1/trigger";

    private static final String NONCE = "Fxprof-Nonce";

    private final LiveHub hub;
    private final WebCounts counts;
    private final Nonces nonces = new Nonces(System::nanoTime);

    Control(LiveHub hub, WebCounts counts) {
        this.hub = hub;
        this.counts = counts;
    }

    void nonce(HttpServerExchange exchange, Parameters parameters) {
        if (mayControl(exchange)) {
            Reply.json(exchange, Map.of("nonce", nonces.issue()));
        }
    }

    private boolean mayControl(HttpServerExchange exchange) {
        if (exchange.getAttachment(Gate.ROLE) == Gate.Role.CONTROL) {
            return true;
        }
        Reply.refuse(exchange, counts, Refusal.NOT_ALLOWED, StatusCodes.FORBIDDEN,
                "this needs the control token; see fxprof serve --control");
        return false;
    }

    void trigger(HttpServerExchange exchange, Parameters parameters) {
        if (!mayControl(exchange)) {
            return;
        }
        String nonce = exchange.getRequestHeaders().getFirst(NONCE);
        if (nonce == null || !nonces.take(nonce)) {
            Reply.refuse(exchange, counts, Refusal.REPLAYED, StatusCodes.CONFLICT,
                    "expected the header " + NONCE + " with a fresh number of /api/v1/nonce");
            return;
        }
        Optional<? extends LiveView> server = hub.server(parameters.text("server").orElse(""));
        if (server.isEmpty()) {
            Reply.refuse(exchange, counts, Refusal.NOT_FOUND, StatusCodes.NOT_FOUND,
                    "server: there is none of that name");
            return;
        }
        String capture = server.get().trigger(parameters.text("reason").orElse("asked for"));
        if (capture.isEmpty()) {
            Reply.refuse(exchange, counts, Refusal.BUSY, StatusCodes.TOO_MANY_REQUESTS,
                    "nothing is recorded, or too many captures were asked for of late");
            return;
        }
        exchange.setStatusCode(StatusCodes.ACCEPTED);
        Reply.json(exchange, Map.of("capture", capture));
    }
}
