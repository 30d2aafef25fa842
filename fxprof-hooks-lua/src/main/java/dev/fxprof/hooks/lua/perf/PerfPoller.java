package dev.fxprof.hooks.lua.perf;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Asks a server for its metrics every two seconds, more rarely when it says that this is too often, and
 * makes differences of what it counts.
 *
 * <p>Assumptions: one thread calls.
 *
 * <p>Progress: no call waits for the server.
 */
final class PerfPoller implements AutoCloseable {
    /** The server allows two requests a second; one in two seconds leaves room for others. */
    static final long EVERY_NANOS = 2_000_000_000L;

    private static final int SLOWEST = 32;
    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final int MOST_BYTES = 1 << 20;

    /** Takes what the ticks of a thread did between two answers. */
    interface Ticks {
        void ticked(String thread, TickHistogram between) throws IOException;
    }

    private final PerfAddress address;
    private final HttpClient client = HttpClient.newBuilder().connectTimeout(LONGEST).build();
    private final HttpRequest request;
    private final Map<String, TickHistogram> last = new HashMap<>();
    private CompletableFuture<HttpResponse<String>> asked;
    private long due;
    private boolean started;
    private int slower = 1;
    private PerfCounts counts = new PerfCounts(0, 0, 0, 0);
    private String problem = "";

    PerfPoller(PerfAddress address) {
        this.address = address;
        HttpRequest.Builder builder = HttpRequest.newBuilder(address.uri()).timeout(LONGEST);
        if (address.hasUser()) {
            builder.header("Authorization", address.authorization());
        }
        request = builder.build();
    }

    PerfCounts counts() {
        return counts;
    }

    /** Why the last answer was none, or empty. */
    String problem() {
        return problem;
    }

    /**
     * Takes an answer if one has come, and asks anew if it is time.
     *
     * @throws IOException if the ticks cannot be taken
     */
    void poll(long now, Ticks ticks) throws IOException {
        if (asked != null && asked.isDone()) {
            CompletableFuture<HttpResponse<String>> answer = asked;
            asked = null;
            take(answer, ticks);
        }
        if (asked == null && (!started || now - due >= 0)) {
            started = true;
            due = now + EVERY_NANOS * slower;
            asked = client.sendAsync(request,
                    BodyHandlers.limiting(BodyHandlers.ofString(), MOST_BYTES));
        }
    }

    private void take(CompletableFuture<HttpResponse<String>> answer, Ticks ticks)
            throws IOException {
        if (answer.isCompletedExceptionally()) {
            fail("does not answer");
            return;
        }
        HttpResponse<String> response = answer.join();
        switch (response.statusCode()) {
            case 200 -> take(response.body(), ticks);
            case 429 -> {
                slower = Math.min(2 * slower, SLOWEST);
                counts = counts.limited();
            }
            case 401 -> fail(address.hasUser()
                    ? "refuses this user and password"
                    : "wants a user and a password: expected --perf-user and "
                            + "--perf-password-file");
            default -> fail("answered with status " + response.statusCode());
        }
    }

    private void take(String body, Ticks ticks) throws IOException {
        Map<String, TickHistogram> histograms = PerfText.parse(body);
        if (histograms.isEmpty()) {
            fail("holds no histogram tickTime: expected a server's /perf");
            return;
        }
        slower = 1;
        problem = "";
        counts = counts.answered();
        boolean restarted = false;
        for (Map.Entry<String, TickHistogram> entry : histograms.entrySet()) {
            TickHistogram before = last.put(entry.getKey(), entry.getValue());
            if (before != null) {
                Optional<TickHistogram> between = entry.getValue().since(before);
                restarted |= between.isEmpty();
                ticks.ticked(entry.getKey(), between.orElse(entry.getValue()));
            }
        }
        if (restarted) {
            counts = counts.restarted();
        }
    }

    private void fail(String what) {
        problem = address + " " + what;
        counts = counts.failed();
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
