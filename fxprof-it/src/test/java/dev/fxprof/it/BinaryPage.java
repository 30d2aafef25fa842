package dev.fxprof.it;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A page that answers GET with every byte there is and refuses POST, whose body it keeps. */
final class BinaryPage implements AutoCloseable {
    static final int BYTES = 300;

    final List<byte[]> posted = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    BinaryPage() {
        try {
            server = HttpServer.create(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    private void answer(HttpExchange exchange) throws IOException {
        boolean post = exchange.getRequestMethod().equals("POST");
        byte[] body = new byte[post ? 2 : BYTES];
        for (int i = 0; i < body.length; i++) {
            body[i] = (byte) i;
        }
        if (post) {
            posted.add(exchange.getRequestBody().readAllBytes());
        }
        exchange.sendResponseHeaders(post ? 404 : 200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
