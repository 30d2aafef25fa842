package dev.fxprof.live.web;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.ETag;
import io.undertow.util.ETagUtils;
import io.undertow.util.Headers;
import io.undertow.util.StatusCodes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32C;

/** The files of the page: a fixed list, read when the server starts, so that no path leads elsewhere. */
final class Assets {
    private static final String UPLOT = "/META-INF/resources/webjars/uplot/1.6.30/";
    private static final Map<String, String> LIBRARIES = Map.of(
            "/assets/uplot.js", UPLOT + "dist/uPlot.esm.js",
            "/assets/uplot.css", UPLOT + "dist/uPlot.min.css",
            "/assets/uplot-licence.txt", UPLOT + "LICENSE");
    private static final String[] OWN = {"app.css", "app.js", "compare.js", "connection.js",
            "dom.js", "flame.js",
            "hitches.js", "profiler.js", "resources.js", "running.js", "timeline.js", "icon.svg"};
    private static final Map<String, String> TYPES = Map.of("js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8", "html", "text/html; charset=utf-8", "svg",
            "image/svg+xml", "txt", "text/plain; charset=utf-8");

    private record File(String type, byte[] bytes, String tag) {}

    private final Map<String, File> files = new LinkedHashMap<>();

    Assets() {
        files.put("/", read("index.html"));
        for (String name : OWN) {
            files.put("/assets/" + name, read(name));
        }
        LIBRARIES.forEach((path, resource) -> files.put(path, read(resource)));
    }

    private static File read(String resource) {
        try (InputStream in = Assets.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + resource + " is missing");
            }
            byte[] bytes = in.readAllBytes();
            CRC32C sum = new CRC32C();
            sum.update(bytes);
            String type = resource.endsWith("LICENSE")
                    ? "txt"
                    : resource.substring(resource.lastIndexOf('.') + 1);
            return new File(TYPES.get(type), bytes, Long.toHexString(sum.getValue()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Answers with a file, or says that there is none of that name. */
    boolean send(HttpServerExchange exchange) {
        File file = files.get(exchange.getRequestPath());
        if (file == null) {
            return false;
        }
        // Whoever comes again asks first, so that a new version never runs with an old file.
        exchange.getResponseHeaders().put(Headers.CACHE_CONTROL, "private, no-cache");
        ETag tag = new ETag(false, file.tag);
        exchange.getResponseHeaders().put(Headers.ETAG, tag.toString());
        if (!ETagUtils.handleIfNoneMatch(exchange, tag, true)) {
            exchange.setStatusCode(StatusCodes.NOT_MODIFIED);
            exchange.endExchange();
        } else {
            Reply.send(exchange, file.type, file.bytes);
        }
        return true;
    }
}
