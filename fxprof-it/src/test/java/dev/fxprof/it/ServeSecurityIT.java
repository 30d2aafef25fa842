package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Nothing gets into {@code fxprof serve}, nothing breaks it, and every attempt is counted. */
class ServeSecurityIT {
    private static final String UPGRADE = "Connection: Upgrade\r\nUpgrade: websocket\r\n"
            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
    private static final List<String> PATHS = List.of("/", "/metrics", "/stream", "/assets/app.js",
            "/api/v1/status", "/api/v1/servers", "/api/v1/captures", "/api/v1/nonce", "/nothing");

    private static Served served;

    @BeforeAll
    static void start() {
        served = Served.start("serve-security", "--control", "--segment",
                Path.of("target", "no-such.fxseg").toString());
    }

    @AfterAll
    static void stop() {
        served.close();
    }

    private static String request(String method, String path, String... headers) {
        String host = "Host: 127.0.0.1:" + served.port();
        List<String> lines = new ArrayList<>(List.of(method + " " + path + " HTTP/1.1"));
        if (List.of(headers).stream().noneMatch(header -> header.startsWith("Host:"))) {
            lines.add(host);
        }
        lines.addAll(List.of(headers));
        if (!lines.contains(UPGRADE.strip())) {
            lines.add("Connection: close");
        }
        return String.join("\r\n", lines) + "\r\n\r\n";
    }

    private static String bearer(String token) {
        return "Authorization: Bearer " + token;
    }

    private static void assertStillUp() {
        assertThat(served.get("/api/v1/status").statusCode()).isEqualTo(200);
    }

    private static String cookie() {
        String answer = served.raw(request("GET", "/login?token=" + served.token()));
        assertThat(answer).startsWith("HTTP/1.1 303").contains("HttpOnly", "SameSite=Strict",
                "Location: /\r\n").doesNotContain(served.token());
        return "Cookie: " + answer.replaceAll("(?s).*Set-Cookie: ([^;]+);.*", "$1");
    }

    @Test
    void shouldAnswerNobodyWithoutTheToken() {
        double before = served.refused("unauthorised");
        for (String path : PATHS) {
            assertThat(served.raw(request("GET", path))).as(path).startsWith("HTTP/1.1 401");
        }
        String right = served.token();
        String other = (right.charAt(0) == 'A' ? 'B' : 'A') + right.substring(1);
        for (String wrong : List.of(bearer(other), bearer(right.substring(1)), bearer(""),
                "Authorization: Basic " + right,
                "Cookie: fxprof_" + served.port() + "=" + right)) {
            assertThat(served.raw(request("GET", "/metrics", wrong))).as(wrong)
                    .startsWith("HTTP/1.1 401");
        }
        assertThat(served.raw(request("GET", "/login?token=" + other)))
                .startsWith("HTTP/1.1 401");
        assertThat(served.refused("unauthorised")).isEqualTo(before + PATHS.size() + 6);
    }

    @Test
    void shouldKnowItsPageByTheCookieAlone() {
        String answer = served.raw(request("GET", "/", cookie()));
        assertThat(answer).startsWith("HTTP/1.1 200").contains(
                "Content-Security-Policy: default-src 'none'; script-src 'self'",
                "X-Content-Type-Options: nosniff", "X-Frame-Options: DENY",
                "Referrer-Policy: no-referrer").doesNotContain(served.token());
        assertThat(served.out().lines().filter(line -> line.contains(served.token()))).hasSize(1);
        assertThat(served.err()).doesNotContain(served.token(), served.control());
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "127.0.0.1.evil.example", "127.evil.example", "",
            "evil.example:8080", "localhost.", "[::2]", "127.1"})
    void shouldRefuseOtherNamesWhateverTheToken(String host) {
        double before = served.refused("unknownHost");
        for (String method : List.of("GET", "POST", "HEAD", "OPTIONS")) {
            assertThat(served.raw(request(method, "/metrics", "Host: " + host,
                    bearer(served.token())))).startsWith("HTTP/1.1 403");
        }
        assertThat(served.refused("unknownHost")).isEqualTo(before + 4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost@evil.example", "[::1", "127.0.0.1:1:2"})
    void shouldNotEvenReadNamesThatAreNone(String host) {
        assertThat(served.raw(request("GET", "/metrics", "Host: " + host,
                bearer(served.token())))).startsWith("HTTP/1.1 400");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://evil.example", "null", "https://127.0.0.1", "file://",
            "http://127.0.0.1.evil.example", "http://127.0.0.1:1"})
    void shouldRefusePagesOfOthersWhateverTheCookie(String origin) {
        double before = served.refused("foreignOrigin");
        String cookie = cookie();
        for (String method : List.of("GET", "POST", "PUT")) {
            assertThat(served.raw(request(method, "/api/v1/trigger", "Origin: " + origin,
                    cookie))).startsWith("HTTP/1.1 403");
        }
        assertThat(served.raw(request("GET", "/stream", "Origin: " + origin, cookie,
                UPGRADE.strip()))).startsWith("HTTP/1.1 403");
        assertThat(served.refused("foreignOrigin")).isEqualTo(before + 4);
        assertThat(served.raw(request("GET", "/stream",
                "Origin: http://127.0.0.1:" + served.port(), cookie, UPGRADE.strip())))
                .startsWith("HTTP/1.1 101").contains("\"hello\"");
    }

    @Test
    void shouldChangeNothingWithTheTokenThatReads() {
        double before = served.refused("notAllowed");
        assertThat(served.raw(request("GET", "/api/v1/nonce", bearer(served.token()))))
                .startsWith("HTTP/1.1 403");
        assertThat(served.raw(request("POST", "/api/v1/trigger?server=no-such",
                bearer(served.token())))).startsWith("HTTP/1.1 403");
        assertThat(served.refused("notAllowed")).isEqualTo(before + 2);
    }

    @Test
    void shouldTakeEveryChangeOnce() {
        double before = served.refused("replayed");
        String path = "/api/v1/trigger?server=nobody";
        HttpResponse<String> given = served.send(HttpRequest
                .newBuilder(served.uri("/api/v1/nonce"))
                .header("Authorization", "Bearer " + served.control()));
        assertThat(given.statusCode()).as(given.body()).isEqualTo(200);
        String nonce = given.body().replaceAll(".*\"nonce\":\"([^\"]+)\".*", "$1");
        String change = request("POST", path, bearer(served.control()), "Fxprof-Nonce: " + nonce);
        assertThat(served.raw(change)).startsWith("HTTP/1.1 404");
        assertThat(served.raw(change)).startsWith("HTTP/1.1 409");
        assertThat(served.raw(request("POST", path, bearer(served.control()))))
                .startsWith("HTTP/1.1 409");
        assertThat(served.raw(request("GET", path, bearer(served.control()))))
                .startsWith("HTTP/1.1 405");
        assertThat(served.refused("replayed")).isEqualTo(before + 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/../../../../etc/passwd", "/assets/../../../etc/passwd",
            "/assets/%2e%2e/%2e%2e/etc/passwd", "/assets/..%2f..%2fetc%2fpasswd", "//etc/passwd",
            "/assets/app.js%00.txt", "/api/v1/capture?id=../../etc/passwd",
            "/api/v1/interval?capture=../../etc/passwd", "/api/v1/flame?capture=/etc/passwd",
            "/api/v1/capture?id=..%2f..%2fetc%2fpasswd", "/api/v1/capture?id=%2fetc%2fpasswd",
            "/api/v1/capture?id=a%00b", "/assets/WebServer.class", "/assets/"})
    void shouldLeadNoPathOutOfItsList(String path) {
        String answer = served.raw(request("GET", path, bearer(served.token())));
        assertThat(answer).matches("(?s)HTTP/1.1 40[04].*").doesNotContain("root:");
        assertStillUp();
    }

    @Test
    void shouldReadNoBodiesAndNoHugeHeads() {
        double before = served.refused("tooLarge");
        assertThat(served.raw(request("POST", "/api/v1/trigger", bearer(served.control()),
                "Content-Length: 100000000"))).startsWith("HTTP/1.1 413");
        assertThat(served.raw(request("POST", "/api/v1/trigger", bearer(served.control()),
                "Transfer-Encoding: chunked") + "5\r\nhello\r\n0\r\n\r\n"))
                .startsWith("HTTP/1.1 413");
        assertThat(served.refused("tooLarge")).isEqualTo(before + 2);
        assertThat(served.raw(request("GET", "/", "X-Long: " + "x".repeat(100_000))))
                .doesNotContain("HTTP/1.1 200");
        assertThat(served.raw("\u0000\u0001\u0002 no HTTP at all\r\n\r\n"))
                .doesNotContain("HTTP/1.1 200");
        assertStillUp();
    }

    @Test
    void shouldSayWhatAParameterHasToBe() {
        assertThat(served.get("/api/v1/flame?server=no-such&seconds=-1").body())
                .isEqualTo("fxprof: seconds: expected a whole number from 1 to 3600\n");
        assertThat(served.get("/api/v1/flame?server=a&server=b").statusCode()).isEqualTo(400);
        assertThat(served.get("/api/v1/flame?server=%3Cscript%3E").body())
                .doesNotContain("<script>");
    }

    @Test
    void shouldDropStreamsThatSendTooMuch() throws IOException {
        double before = served.refused("misbehaved");
        String open = request("GET", "/stream", bearer(served.token()), UPGRADE.strip());
        List<byte[]> attacks = List.of(frame(1, 1 << 20), frame(2, 10), frame(1, 20_000));
        for (byte[] attack : attacks) {
            try (Socket socket = served.connect()) {
                socket.getOutputStream().write(open.getBytes(StandardCharsets.US_ASCII));
                assertThat(Served.read(socket.getInputStream())).startsWith("HTTP/1.1 101");
                try {
                    socket.getOutputStream().write(attack);
                } catch (IOException _) {
                    // It is closed in the midst of it.
                }
                served.await("the stream is closed", () -> isClosed(socket));
            }
        }
        assertThat(served.refused("misbehaved")).isGreaterThanOrEqualTo(before + attacks.size());
        assertStillUp();
    }

    private static boolean isClosed(Socket socket) {
        try {
            byte[] bytes = new byte[8192];
            while (socket.getInputStream().read(bytes) >= 0) {
                // What was on its way.
            }
            return true;
        } catch (SocketTimeoutException _) {
            return false;
        } catch (IOException _) {
            return true;
        }
    }

    /** A masked frame of the bytes x. */
    private static byte[] frame(int kind, int length) {
        byte[] bytes = new byte[14 + length];
        bytes[0] = (byte) (0x80 | kind);
        bytes[1] = (byte) 0xFF;
        for (int i = 0; i < 4; i++) {
            bytes[6 + i] = (byte) (length >>> 8 * (3 - i));
        }
        Arrays.fill(bytes, 14, bytes.length, (byte) 'x');
        return bytes;
    }

    @Test
    void shouldNotWaitForThoseWhoSendSlowly() throws IOException {
        double before = served.refused("noRequest");
        List<Socket> slow = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            Socket socket = served.connect();
            socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: ".getBytes(
                    StandardCharsets.US_ASCII));
            slow.add(socket);
        }
        assertThat(served.get("/metrics").statusCode()).isEqualTo(HttpURLConnection.HTTP_OK);
        served.await("the slow ones are dropped",
                () -> served.refused("noRequest") >= before + slow.size());
        for (Socket socket : slow) {
            socket.close();
        }
    }

    @Test
    void shouldKeepItsSecretsToItself() {
        JsonNode status = served.json("/api/v1/status");
        assertThat(status.toString()).doesNotContain(served.token(), served.control());
        assertThat(status.path("mayControl").asBoolean()).isFalse();
    }
}
