package dev.fxprof.hooks.lua.http;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;

/**
 * Where scripts of a server on this machine reach fxprof: HTTP on the loopback address only. A request
 * has to show the token, to name this machine as its host and to come from no web page.
 *
 * <p>Assumptions: routes are added before {@link #start}.
 *
 * <p>Guarantees: a request that is refused reaches no route; nobody without the token learns which
 * routes there are.
 *
 * <p>Progress: a request waits for its route only; one more than {@value #MOST_WAITING} at a time is
 * refused at once.
 */
public final class Receiver implements AutoCloseable {
    /** Port where nothing is said. */
    public static final int DEFAULT_PORT = 4717;
    /** Longest request, in bytes. */
    public static final int MOST_BODY = 32 << 20;

    private static final int MOST_WAITING = 64;
    private static final int BACKLOG = 64;
    private static final int STOP_SECONDS = 1;
    private static final Set<String> HOSTS = Set.of("127.0.0.1", "localhost", "[::1]");

    private final HttpServer server;
    private final Token token;
    private final Map<String, Route> routes = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("fxprof http ", 0).factory());
    private final Semaphore room = new Semaphore(MOST_WAITING);
    private final LongAdder refused = new LongAdder();

    private Receiver(HttpServer server, Token token) {
        this.server = server;
        this.token = token;
        server.setExecutor(threads);
        server.createContext("/", this::handle);
    }

    /**
     * Takes the port; nothing is answered before {@link #start}.
     *
     * @param port 1 to 65535, or 0 for any that is free
     * @param token what requests must show
     * @return the receiver
     * @throws IOException if the port cannot be had; the sentence names it
     */
    public static Receiver open(int port, Token token) throws IOException {
        InetSocketAddress address = new InetSocketAddress(
                InetAddress.getByAddress("localhost", new byte[]{127, 0, 0, 1}), port);
        try {
            return new Receiver(HttpServer.create(address, BACKLOG), token);
        } catch (BindException e) {
            throw new IOException(
                    "port " + port + " of 127.0.0.1 cannot be had: " + e.getMessage(), e);
        }
    }

    /**
     * Adds what answers a path.
     *
     * @param path begins with a slash
     * @param route what answers
     */
    public void route(String path, Route route) {
        routes.put(path, route);
    }

    /** Begins to answer. */
    public void start() {
        server.start();
    }

    /**
     * Where it listens.
     *
     * @return the port
     */
    public int port() {
        return server.getAddress().getPort();
    }

    /**
     * Requests that were refused, for whatever reason.
     *
     * @return count
     */
    public long refused() {
        return refused.sum();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer = answer(exchange);
            if (answer.status() != Answer.OK) {
                refused.increment();
                // What is left of its body is not to be read.
                exchange.getResponseHeaders().set("Connection", "close");
            }
            exchange.getResponseHeaders().set("Content-Type", answer.type());
            exchange.sendResponseHeaders(answer.status(), answer.body().length);
            exchange.getResponseBody().write(answer.body());
        }
    }

    private Answer answer(HttpExchange exchange) throws IOException {
        Answer refusal = refusal(exchange);
        if (refusal != null) {
            return refusal;
        }
        Route route = routes.get(exchange.getRequestURI().getPath());
        if (route == null) {
            return Answer.text(404, "there is nothing under this path");
        } else if (!exchange.getRequestMethod().equals("POST")) {
            return Answer.text(405, "expected POST");
        } else if (!room.tryAcquire()) {
            return Answer.text(503, "more than " + MOST_WAITING + " requests wait already");
        }
        try {
            byte[] body = exchange.getRequestBody().readNBytes(MOST_BODY + 1);
            return body.length > MOST_BODY ? tooLong() : route.answer(body);
        } catch (BadRequestException e) {
            return Answer.text(400, e.getMessage());
        } finally {
            room.release();
        }
    }

    private static Answer tooLong() {
        return Answer.text(413, "expected at most " + MOST_BODY + " bytes");
    }

    private Answer refusal(HttpExchange exchange) {
        Headers headers = exchange.getRequestHeaders();
        String host = headers.getFirst("Host");
        if (host == null || !HOSTS.contains(host.replaceFirst(":\\d+$", ""))) {
            return Answer.text(403, "expected a Host of this machine, such as 127.0.0.1");
        } else if (headers.containsKey("Origin")) {
            return Answer.text(403, "requests of web pages are not answered");
        } else if (!token.isShownBy(headers.getFirst("Authorization"))) {
            return Answer.text(401, "the token is not the one of this fxprof");
        }
        String length = headers.getFirst("Content-Length");
        return length != null && (length.length() > 9 || Long.parseLong(length) > MOST_BODY)
                ? tooLong()
                : null;
    }

    /** Lets requests that are being answered come to their end, for a second at most. */
    @Override
    public void close() {
        server.stop(STOP_SECONDS);
        threads.shutdownNow();
    }
}
