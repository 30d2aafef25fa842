package dev.fxprof.live.web;

import dev.fxprof.live.view.LiveHub;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.protocols.ssl.UndertowXnioSsl;
import io.undertow.server.DefaultByteBufferPool;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpOpenListener;
import io.undertow.util.StatusCodes;
import io.undertow.websockets.WebSocketProtocolHandshakeHandler;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.xnio.ChannelListener;
import org.xnio.ChannelListeners;
import org.xnio.IoUtils;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.StreamConnection;
import org.xnio.Xnio;
import org.xnio.XnioWorker;
import org.xnio.channels.AcceptingChannel;

/**
 * The web server of {@code serve}.
 *
 * <p>Assumptions: none. Guarantees: every request passes {@link Gate}; no request makes the hub's writers
 * wait. Progress: a client that is slow holds neither a thread nor another client.
 */
public final class WebServer implements AutoCloseable {
    private static final int IO_THREADS = 2;
    private static final int WORKERS = 4;
    private static final int BUFFER_BYTES = 16 * 1024;
    /** Pages and scrapers beside the streams. */
    private static final int MORE_CONNECTIONS = 128;
    /** What the kernel keeps for a client that does not read. */
    private static final int SEND_BYTES = 128 * 1024;
    private static final int HEAD_BYTES = 16 * 1024;
    private static final int PARSE_MILLIS = 5_000;
    private static final int IDLE_MILLIS = 60_000;
    private static final int WRITE_MILLIS = 30_000;

    /** Their messages are for those who develop them; what matters is counted here. */
    private static final List<Logger> SILENT = Stream
            .of("io.undertow", "org.xnio", "org.jboss.threads").map(Logger::getLogger).toList();

    private final WebCounts counts = new WebCounts();
    private final WebOptions options;
    private final Gate gate;
    private final Streams streams;
    private final Connections connections;
    private final XnioWorker worker;
    private final AcceptingChannel<? extends StreamConnection> listener;

    private WebServer(LiveHub hub, WebOptions options) throws IOException {
        this.options = options;
        SILENT.forEach(logger -> logger.setLevel(Level.OFF));
        HttpOpenListener http = new HttpOpenListener(
                new DefaultByteBufferPool(true, BUFFER_BYTES, -1, 4), limits());
        connections = new Connections(options.clients() + MORE_CONNECTIONS, counts,
                http::handleEvent);
        streams = new Streams(hub, counts, options.clients(), connections::sweep);
        gate = new Gate(options, counts, new Routes(hub, counts,
                new WebSocketProtocolHandshakeHandler(streams, this::noStream)));
        HttpHandler root = exchange -> {
            connections.asked(exchange);
            gate.handleRequest(exchange);
        };
        http.setRootHandler(root);
        Xnio xnio = Xnio.getInstance(Undertow.class.getClassLoader());
        worker = xnio.createWorker(OptionMap.builder().set(Options.WORKER_NAME, "fxprof-web")
                .set(Options.WORKER_IO_THREADS, IO_THREADS)
                .set(Options.WORKER_TASK_CORE_THREADS, WORKERS)
                .set(Options.WORKER_TASK_MAX_THREADS, WORKERS)
                .set(Options.THREAD_DAEMON, true).getMap());
        listener = listen(xnio);
    }

    private static OptionMap limits() {
        return OptionMap.builder().set(UndertowOptions.MAX_HEADER_SIZE, HEAD_BYTES)
                .set(UndertowOptions.MAX_HEADERS, 64).set(UndertowOptions.MAX_PARAMETERS, 16)
                .set(UndertowOptions.MAX_COOKIES, 32)
                .set(UndertowOptions.MAX_ENTITY_SIZE, 1024L)
                .set(UndertowOptions.ALWAYS_SET_DATE, false)
                .set(UndertowOptions.REQUEST_PARSE_TIMEOUT, PARSE_MILLIS)
                .set(UndertowOptions.NO_REQUEST_TIMEOUT, IDLE_MILLIS)
                .set(UndertowOptions.IDLE_TIMEOUT, IDLE_MILLIS)
                .set(Options.WRITE_TIMEOUT, WRITE_MILLIS).getMap();
    }

    private AcceptingChannel<? extends StreamConnection> listen(Xnio xnio) throws IOException {
        InetSocketAddress address = new InetSocketAddress(options.bind(), options.port());
        OptionMap socket = OptionMap.builder().set(Options.TCP_NODELAY, true)
                .set(Options.REUSE_ADDRESSES, true)
                .set(Options.SEND_BUFFER, SEND_BYTES).set(Options.BACKLOG, 256)
                .set(Options.WRITE_TIMEOUT, WRITE_MILLIS).getMap();
        ChannelListener<AcceptingChannel<StreamConnection>> accept = ChannelListeners
                .openListenerAdapter(connections);
        try {
            AcceptingChannel<? extends StreamConnection> opened = options.tls().isPresent()
                    ? new UndertowXnioSsl(xnio, OptionMap.EMPTY, options.tls().get())
                            .createSslConnectionServer(worker, address,
                                    ChannelListeners.openListenerAdapter(connections), socket)
                    : worker.createStreamConnectionServer(address, accept, socket);
            return opened;
        } catch (BindException e) {
            worker.shutdownNow();
            throw new IOException("port " + options.port() + " of "
                    + options.bind().getHostAddress() + " cannot be had: " + e.getMessage(), e);
        }
    }

    /**
     * Starts a server.
     *
     * @param hub what it shows
     * @param options how it is reached
     * @return a server that answers
     * @throws IOException if the port cannot be had; the message is a sentence
     */
    public static WebServer start(LiveHub hub, WebOptions options) throws IOException {
        WebServer server = new WebServer(hub, options);
        server.gate.listensOn(server.port());
        server.streams.start();
        server.listener.resumeAccepts();
        return server;
    }

    private void noStream(HttpServerExchange exchange) {
        Reply.refuse(exchange, counts, Refusal.BAD_REQUEST, StatusCodes.UPGRADE_REQUIRED,
                "expected a WebSocket");
    }

    /**
     * The port.
     *
     * @return the one that was asked for, or the free one that was found
     */
    public int port() {
        return listener.getLocalAddress(InetSocketAddress.class).getPort();
    }

    /**
     * What a person opens.
     *
     * @return address without a token, ending in a slash
     */
    public String address() {
        String host = options.bind().isAnyLocalAddress() || options.bind().isLoopbackAddress()
                ? "localhost"
                : options.bind().getHostAddress();
        return (options.tls().isPresent() ? "https://" : "http://")
                + (host.contains(":") ? "[" + host + "]" : host) + ":" + port() + "/";
    }

    /**
     * What it did and refused.
     *
     * @return counts that go on
     */
    public WebCounts counts() {
        return counts;
    }

    /** Ends all connections. */
    @Override
    public void close() {
        IoUtils.safeClose(listener);
        streams.close();
        worker.shutdownNow();
    }
}
