package dev.fxprof.live.web;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.Cookie;
import io.undertow.server.handlers.CookieImpl;
import io.undertow.server.handlers.CookieSameSiteMode;
import io.undertow.util.AttachmentKey;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import io.undertow.util.StatusCodes;
import java.util.Optional;
import java.util.Set;

/**
 * What every request passes first: it has to be meant for this server, come from nobody else's page, be
 * of a kind that there is, and show who sends it.
 */
final class Gate implements HttpHandler {
    /** Who asks, for what stands behind. */
    static final AttachmentKey<Role> ROLE = AttachmentKey.create(Role.class);

    private static final String LOGIN = "/login";
    private static final String BEARER = "Bearer ";
    private static final Set<HttpString> METHODS = Set.of(Methods.GET, Methods.HEAD, Methods.POST);
    private static final double GUESSES = 30;
    private static final double GUESSES_PER_SECOND = 2;

    /** What a token opens. */
    enum Role {
        READ, CONTROL
    }

    private record Key(Role role, AccessToken token, AccessToken cookie) {
        Key(Role role, AccessToken token) {
            this(role, token, token.cookie());
        }
    }

    private final WebOptions options;
    private final WebCounts counts;
    private final HostNames hosts;
    private final HttpHandler next;
    private final Key reading;
    private final Optional<Key> control;
    private final RateLimit guesses = new RateLimit(GUESSES, GUESSES_PER_SECOND, System::nanoTime);
    private volatile String cookieName = "fxprof";

    Gate(WebOptions options, WebCounts counts, HttpHandler next) {
        this.options = options;
        this.counts = counts;
        this.next = next;
        hosts = new HostNames(options.bind(), options.hosts());
        reading = new Key(Role.READ, options.token());
        control = options.control().map(token -> new Key(Role.CONTROL, token));
    }

    /** Browsers send a cookie to all ports of a host: so that two servers do not log each other out. */
    void listensOn(int port) {
        cookieName = "fxprof_" + port;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        counts.request();
        Reply.prepare(exchange);
        if (isForeign(exchange) || isMalformed(exchange)) {
            return;
        }
        if (exchange.getRequestPath().equals(LOGIN)) {
            login(exchange);
            return;
        }
        Optional<Role> role = role(exchange);
        if (role.isEmpty()) {
            unauthorised(exchange);
            return;
        }
        exchange.putAttachment(ROLE, role.get());
        next.handleRequest(exchange);
    }

    private boolean isForeign(HttpServerExchange exchange) {
        HeaderValues host = exchange.getRequestHeaders().get(Headers.HOST);
        if (host == null || host.size() != 1 || !hosts.knows(host.getFirst())) {
            Reply.refuse(exchange, counts, Refusal.UNKNOWN_HOST, StatusCodes.FORBIDDEN,
                    "this server is not known by that name; --host NAME adds one");
            return true;
        }
        HeaderValues origin = exchange.getRequestHeaders().get(Headers.ORIGIN);
        if (origin != null && (origin.size() != 1 || !HostNames.isOwn(origin.getFirst(),
                exchange.getRequestScheme(), host.getFirst()))) {
            Reply.refuse(exchange, counts, Refusal.FOREIGN_ORIGIN, StatusCodes.FORBIDDEN,
                    "another site's page may not ask");
            return true;
        }
        Reply.allowStream(exchange, host.getFirst());
        return false;
    }

    private boolean isMalformed(HttpServerExchange exchange) {
        if (!METHODS.contains(exchange.getRequestMethod())) {
            Reply.refuse(exchange, counts, Refusal.BAD_METHOD, StatusCodes.METHOD_NOT_ALLOWED,
                    "expected GET, HEAD or POST");
            return true;
        }
        if (exchange.getRequestContentLength() > 0
                || exchange.getRequestHeaders().contains(Headers.TRANSFER_ENCODING)) {
            // What the body holds is not read, so nothing can follow it.
            exchange.setPersistent(false);
            Reply.refuse(exchange, counts, Refusal.TOO_LARGE, StatusCodes.REQUEST_ENTITY_TOO_LARGE,
                    "no request has a body here");
            return true;
        }
        return false;
    }

    private Optional<Role> role(HttpServerExchange exchange) {
        String header = exchange.getRequestHeaders().getFirst(Headers.AUTHORIZATION);
        if (header != null) {
            return header.startsWith(BEARER)
                    ? ofToken(header.substring(BEARER.length()).strip())
                    : Optional.empty();
        }
        Cookie cookie = exchange.getRequestCookie(cookieName);
        if (cookie == null || cookie.getValue() == null) {
            return Optional.empty();
        }
        return keyOf(cookie.getValue(), true).map(Key::role);
    }

    private Optional<Role> ofToken(String token) {
        return keyOf(token, false).map(Key::role);
    }

    private Optional<Key> keyOf(String secret, boolean isCookie) {
        boolean reads = (isCookie ? reading.cookie : reading.token).matches(secret);
        Optional<Key> controls = control
                .filter(key -> (isCookie ? key.cookie : key.token).matches(secret));
        return controls.isPresent() ? controls : reads ? Optional.of(reading) : Optional.empty();
    }

    private void login(HttpServerExchange exchange) {
        Optional<Key> key = Optional.ofNullable(exchange.getQueryParameters().get("token"))
                .filter(values -> values.size() == 1)
                .flatMap(values -> keyOf(values.getFirst(), false));
        if (key.isEmpty()) {
            unauthorised(exchange);
            return;
        }
        exchange.setResponseCookie(new CookieImpl(cookieName, key.get().cookie.reveal())
                .setPath("/").setHttpOnly(true)
                .setSecure(exchange.getRequestScheme().equals("https"))
                .setSameSiteMode(CookieSameSiteMode.STRICT.toString()));
        Reply.redirect(exchange, "/");
    }

    private void unauthorised(HttpServerExchange exchange) {
        if (!guesses.take()) {
            Reply.refuse(exchange, counts, Refusal.TOO_MANY_GUESSES, StatusCodes.TOO_MANY_REQUESTS,
                    "too many requests without the token");
            return;
        }
        exchange.getResponseHeaders().put(Headers.WWW_AUTHENTICATE, "Bearer realm=\"fxprof\"");
        Reply.refuse(exchange, counts, Refusal.UNAUTHORISED, StatusCodes.UNAUTHORIZED,
                "open the address that fxprof serve printed when it started, or send the header "
                        + "Authorization: Bearer TOKEN");
    }
}
