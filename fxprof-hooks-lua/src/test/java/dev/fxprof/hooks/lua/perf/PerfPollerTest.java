package dev.fxprof.hooks.lua.perf;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PerfPollerTest {
    private static final long LONGEST_NANOS = 20_000_000_000L;

    private record Answer(int status, String body) {}

    private final Queue<Answer> answers = new ArrayDeque<>();
    private final Queue<String> authorizations = new ConcurrentLinkedQueue<>();
    private final List<Long> ticked = new ArrayList<>();
    private HttpServer server;
    private long now;

    @BeforeEach
    void startServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/perf", this::answer);
        server.start();
    }

    @AfterEach
    void stopServer() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        Answer answer;
        synchronized (answers) {
            answer = answers.remove();
        }
        String given = exchange.getRequestHeaders().getFirst("Authorization");
        authorizations.add(given == null ? "" : given);
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private void willAnswer(int status, String body) {
        synchronized (answers) {
            answers.add(new Answer(status, body));
        }
    }

    private static String ticks(long count) {
        return "tickTime_sum{name=\"svMain\"} " + count + "\ntickTime_bucket{name=\"svMain\","
                + "le=\"+Inf\"} " + count + "\n";
    }

    private PerfPoller poller(String user, String password) {
        return new PerfPoller(PerfAddress.of(
                "http://127.0.0.1:" + server.getAddress().getPort(), user, password));
    }

    /** Asks once it is due and waits until the answer is taken. */
    private PerfCounts poll(PerfPoller poller) throws IOException {
        long before = all(poller.counts());
        long from = System.nanoTime();
        while (all(poller.counts()) == before) {
            assertThat(System.nanoTime() - from).as("time without an answer")
                    .isLessThan(LONGEST_NANOS);
            poller.poll(now, (thread, between) -> ticked.add(between.count()));
            Thread.onSpinWait();
        }
        return poller.counts();
    }

    private static long all(PerfCounts counts) {
        return counts.answers() + counts.failures() + counts.refusals();
    }

    @Test
    void shouldGiveWhatCameBetweenTwoAnswersAndNoticeANewStart() throws IOException {
        willAnswer(200, ticks(1000));
        willAnswer(200, ticks(1040));
        willAnswer(200, ticks(7));
        willAnswer(200, ticks(47));
        try (PerfPoller poller = poller("", "")) {
            for (int i = 0; i < 4; i++) {
                poll(poller);
                now += PerfPoller.EVERY_NANOS;
            }
            assertThat(ticked).containsExactly(40L, 7L, 40L);
            assertThat(poller.counts()).isEqualTo(new PerfCounts(4, 0, 0, 1));
        }
        assertThat(authorizations).containsOnly("");
    }

    @Test
    void shouldAskNoMoreThanOnceInTwoSeconds() throws IOException {
        willAnswer(200, ticks(1));
        try (PerfPoller poller = poller("", "")) {
            poll(poller);
            now += PerfPoller.EVERY_NANOS - 1;
            for (int i = 0; i < 100; i++) {
                poller.poll(now, (thread, between) -> ticked.add(between.count()));
            }
            assertThat(authorizations).hasSize(1);
        }
    }

    @Test
    void shouldAskMoreRarelyWhenTheServerSaysSo() throws IOException {
        willAnswer(429, "Rate limit exceeded.");
        willAnswer(200, ticks(1));
        try (PerfPoller poller = poller("", "")) {
            assertThat(poll(poller).refusals()).isEqualTo(1);
            now += PerfPoller.EVERY_NANOS;
            poll(poller);
            now += PerfPoller.EVERY_NANOS;
            poller.poll(now, (thread, between) -> ticked.add(between.count()));
            assertThat(poller.counts()).isEqualTo(new PerfCounts(1, 0, 1, 0));
        }
    }

    @Test
    void shouldShowUserAndPassword() throws IOException {
        willAnswer(200, ticks(1));
        try (PerfPoller poller = poller("me", "s:cret")) {
            poll(poller);
        }
        assertThat(authorizations).containsExactly("Basic bWU6czpjcmV0");
    }

    @Test
    void shouldSayWhyThereIsNoAnswer() throws IOException {
        willAnswer(401, "Unauthorized.");
        willAnswer(200, "<html>");
        willAnswer(500, "");
        try (PerfPoller poller = poller("", "")) {
            poll(poller);
            assertThat(poller.problem()).contains("wants a user and a password");
            now += PerfPoller.EVERY_NANOS;
            poll(poller);
            assertThat(poller.problem()).contains("holds no histogram tickTime");
            now += PerfPoller.EVERY_NANOS;
            poll(poller);
            assertThat(poller.problem()).contains("answered with status 500");
            server.stop(0);
            now += PerfPoller.EVERY_NANOS;
            poll(poller);
            assertThat(poller.problem()).endsWith("/perf does not answer");
            assertThat(poller.counts()).isEqualTo(new PerfCounts(0, 4, 0, 0));
        }
    }
}
