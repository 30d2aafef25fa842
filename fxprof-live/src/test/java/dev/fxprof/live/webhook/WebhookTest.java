package dev.fxprof.live.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.fxprof.live.Await;
import dev.fxprof.live.view.HitchView;
import dev.fxprof.live.view.HitchView.CaptureState;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class WebhookTest {
    private final List<JsonNode> received = new CopyOnWriteArrayList<>();
    private final ConcurrentHashMap<String, Integer> results = new ConcurrentHashMap<>();
    private final AtomicInteger refusals = new AtomicInteger();
    private final CountDownLatch release = new CountDownLatch(1);
    private volatile boolean isStuck;
    private HttpServer server;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            if (isStuck) {
                try {
                    release.await();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
            }
            if (refusals.getAndDecrement() > 0) {
                exchange.getResponseHeaders().add("Retry-After", "0.05");
                exchange.sendResponseHeaders(429, -1);
            } else {
                received.add(JsonMapper.shared().readTree(body));
                exchange.sendResponseHeaders(204, -1);
            }
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        release.countDown();
        server.stop(0);
    }

    private Webhook webhook(WebhookTarget.Format format, int perMinute) {
        URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hook");
        return new Webhook(new WebhookTarget(address, format, perMinute),
                result -> results.merge(result, 1, Integer::sum));
    }

    private static HitchView hitch(String id, String verdict) {
        return new HitchView(id, "main", 1, 2, 3, "tick over 150 ms", "svMain", "shop", "event",
                "shop:buy", 4, "shop:buy", "", "", 5, List.of(), verdict, 6, 7, "",
                CaptureState.LIMITED);
    }

    @Test
    void shouldTellDiscordWithoutTakingNamesForMarkupOrMentions() throws Exception {
        try (Webhook webhook = webhook(WebhookTarget.Format.DISCORD, 60)) {
            webhook.offer(hitch("a", "@everyone [x](http://evil) **shop** took `180 ms` "
                    + "\u00fc".repeat(3000)));
            Await.until("it has come", () -> !received.isEmpty());
        }
        JsonNode message = received.getFirst();
        String content = message.get("content").asString();
        assertThat(content).startsWith("**main**\\: ".replace("\\:", ":"))
                .contains("\\@everyone \\[x\\]\\(http\\://evil\\) \\*\\*shop\\*\\*");
        assertThat(content.length()).isLessThan(2000);
        assertThat(message.get("allowed_mentions").get("parse").size()).isZero();
    }

    @Test
    void shouldSayHowManyMoreThereAreThanDiscordTakes() throws Exception {
        List<HitchView> hitches = IntStream.range(0, 5)
                .mapToObj(i -> hitch("h" + i, "*".repeat(400))).toList();
        String message = WebhookMessage.of(WebhookTarget.Format.DISCORD, hitches);
        String content = JsonMapper.shared().readTree(message).get("content").asString();
        assertThat(content.length()).isLessThan(1950);
        assertThat(content).endsWith("\nand 3 more");
    }

    @Test
    void shouldGoOnAfterAMessageThatCannotBeMade() throws Exception {
        try (Webhook webhook = webhook(WebhookTarget.Format.DISCORD, 6000)) {
            // No sentence at all.
            webhook.offer(hitch("a", null));
            Await.until("it has failed", () -> results.containsKey("failed"));
            webhook.offer(hitch("b", "fine"));
            Await.until("the next one has come", () -> results.containsKey("sent"));
        }
    }

    @Test
    void shouldSendTheWholeHitchAsPlainJson() throws Exception {
        HitchView hitch = hitch("a", "shop (event shop:buy) took 180 ms");
        try (Webhook webhook = webhook(WebhookTarget.Format.JSON, 60)) {
            webhook.offer(hitch);
            Await.until("it has come", () -> !received.isEmpty());
        }
        assertThat(received.getFirst().get("schema").asString()).isEqualTo("fxprof/hitches/1");
        assertThat(JsonMapper.shared().treeToValue(received.getFirst().get("hitches").get(0),
                HitchView.class)).isEqualTo(hitch);
    }

    @Test
    void shouldTryAgainWhenItIsToldToWait() throws Exception {
        refusals.set(2);
        try (Webhook webhook = webhook(WebhookTarget.Format.JSON, 60)) {
            webhook.offer(hitch("a", "x"));
            Await.until("it has come", () -> results.containsKey("sent"));
        }
        assertThat(received).hasSize(1);
    }

    @Test
    void shouldNeverHoldUpWhoTellsIt() throws Exception {
        isStuck = true;
        try (Webhook webhook = webhook(WebhookTarget.Format.JSON, 60)) {
            long before = System.nanoTime();
            for (int i = 0; i < 10_000; i++) {
                webhook.offer(hitch("h" + i, "x"));
            }
            assertThat(System.nanoTime() - before).isLessThan(2_000_000_000L);
            assertThat(results.get("dropped")).isBetween(9_700, 9_900);
        }
    }

    @Test
    void shouldPutIntoOneMessageWhatHappensBetweenTwo() throws Exception {
        isStuck = true;
        try (Webhook webhook = webhook(WebhookTarget.Format.JSON, 6000)) {
            for (int i = 0; i < 50; i++) {
                webhook.offer(hitch("h" + i, "x"));
            }
            release.countDown();
            Await.until("all have come", () -> received.stream()
                    .mapToInt(message -> message.get("hitches").size()).sum() == 50);
        }
        assertThat(received).hasSizeLessThanOrEqualTo(3);
    }

    @Test
    void shouldRefuseAddressesThatAreNone() {
        assertThatThrownBy(() -> WebhookTarget.of(URI.create("file:///etc/passwd")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(WebhookTarget.of(URI.create("https://discord.com/api/webhooks/1/x")).format())
                .isEqualTo(WebhookTarget.Format.DISCORD);
    }
}
