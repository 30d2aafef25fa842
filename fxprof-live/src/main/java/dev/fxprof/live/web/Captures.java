package dev.fxprof.live.web;

import dev.fxprof.live.view.LiveHub;
import io.undertow.io.IoCallback;
import io.undertow.io.Sender;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import io.undertow.util.StatusCodes;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.regex.Pattern;
import org.xnio.IoUtils;

/** Downloads of captures. A capture is asked for by its id, never by a path. */
final class Captures {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9-]{1,80}");

    private final LiveHub hub;
    private final WebCounts counts;

    Captures(LiveHub hub, WebCounts counts) {
        this.hub = hub;
        this.counts = counts;
    }

    void send(HttpServerExchange exchange, Parameters parameters) throws IOException {
        String id = parameters.text("id").orElse("");
        Optional<Path> file = ID.matcher(id).matches() ? hub.capture(id) : Optional.empty();
        if (file.isEmpty()) {
            Reply.refuse(exchange, counts, Refusal.NOT_FOUND, StatusCodes.NOT_FOUND,
                    "id: there is no such capture");
            return;
        }
        FileChannel from = FileChannel.open(file.get(), StandardOpenOption.READ);
        exchange.addExchangeCompleteListener((_, next) -> {
            IoUtils.safeClose(from);
            next.proceed();
        });
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/octet-stream");
        exchange.getResponseHeaders().put(Headers.CONTENT_DISPOSITION,
                "attachment; filename=\"" + id + ".pftrace\"");
        exchange.setResponseContentLength(from.size());
        if (exchange.getRequestMethod().equals(Methods.HEAD)) {
            exchange.endExchange();
        } else {
            exchange.getResponseSender().transferFrom(from, new Ending());
        }
    }

    /** A client that goes away is nothing to speak of. */
    private static final class Ending implements IoCallback {
        @Override
        public void onComplete(HttpServerExchange exchange, Sender sender) {
            exchange.endExchange();
        }

        @Override
        public void onException(HttpServerExchange exchange, Sender sender, IOException e) {
            IoUtils.safeClose(exchange.getConnection());
        }
    }
}
