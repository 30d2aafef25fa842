package dev.fxprof.live.web;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import io.undertow.util.StatusCodes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Answers, each with the headers that tell browsers what they may do with it. */
final class Reply {
    private static final Map<String, String> ALWAYS = Map.of(
            "X-Content-Type-Options", "nosniff",
            "X-Frame-Options", "DENY",
            "Referrer-Policy", "no-referrer",
            "Cross-Origin-Resource-Policy", "same-origin",
            // The page talks to Perfetto's window, which it opened itself.
            "Cross-Origin-Opener-Policy", "same-origin-allow-popups",
            "Permissions-Policy", "camera=(), geolocation=(), microphone=()",
            "Cache-Control", "no-store");
    /** Older browsers do not count a WebSocket of the same host as their own. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; "
            + "img-src 'self'; connect-src 'self'%s; base-uri 'none'; form-action 'none'; "
            + "frame-ancestors 'none'";

    private Reply() {
    }

    static void prepare(HttpServerExchange exchange) {
        ALWAYS.forEach((name, value) -> exchange.getResponseHeaders().put(new HttpString(name),
                value));
        policy(exchange, "");
    }

    /** To be called once the host is known to be ours, since it becomes part of the policy. */
    static void allowStream(HttpServerExchange exchange, String authority) {
        String scheme = exchange.getRequestScheme().equals("https") ? "wss" : "ws";
        policy(exchange, " " + scheme + "://" + authority);
    }

    private static void policy(HttpServerExchange exchange, String stream) {
        exchange.getResponseHeaders().put(new HttpString("Content-Security-Policy"),
                String.format(POLICY, stream));
    }

    static void refuse(HttpServerExchange exchange, WebCounts counts, Refusal reason, int status,
            String sentence) {
        counts.refuse(reason);
        if (!exchange.isResponseStarted()) {
            exchange.setStatusCode(status);
            send(exchange, "text/plain; charset=utf-8",
                    ("fxprof: " + sentence + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    static void json(HttpServerExchange exchange, Object value) {
        send(exchange, "application/json", JsonMapper.shared().writeValueAsBytes(value));
    }

    static void send(HttpServerExchange exchange, String type, byte[] body) {
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, type);
        exchange.setResponseContentLength(body.length);
        if (exchange.getRequestMethod().equals(Methods.HEAD)) {
            exchange.endExchange();
        } else {
            exchange.getResponseSender().send(ByteBuffer.wrap(body));
        }
    }

    static void redirect(HttpServerExchange exchange, String location) {
        exchange.setStatusCode(StatusCodes.SEE_OTHER);
        exchange.getResponseHeaders().put(Headers.LOCATION, location);
        exchange.endExchange();
    }
}
