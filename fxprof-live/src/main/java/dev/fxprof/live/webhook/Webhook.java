package dev.fxprof.live.webhook;

import dev.fxprof.live.view.HitchView;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;

/**
 * Tells one target of hitches, at most so often. What happens meanwhile goes into the next message; what
 * the queue cannot hold is counted as dropped.
 *
 * <p>Guarantees: {@link #offer} may be called by any thread and never waits. A target that does not answer
 * holds up nobody but itself.
 */
public final class Webhook implements AutoCloseable {
    private static final int MOST_WAITING = 100;
    private static final int MOST_TRIES = 3;
    private static final int TOO_MANY = 429;
    private static final int SERVER_ERROR = 500;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long MINUTE_MILLIS = 60_000;
    private static final long LONGEST_WAIT_MILLIS = 60_000;
    private static final double SECOND_MILLIS = 1000;

    private final WebhookTarget target;
    private final Consumer<String> results;
    private final BlockingQueue<HitchView> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final Thread thread;

    /**
     * Starts its thread.
     *
     * @param target who is told
     * @param results counts what becomes of messages: {@code sent} or {@code failed}, and of hitches
     *     that are {@code dropped}; called by any thread
     */
    public Webhook(WebhookTarget target, Consumer<String> results) {
        this.target = target;
        this.results = results;
        thread = Thread.ofPlatform().daemon().name("fxprof-webhook").start(this::run);
    }

    /**
     * Takes a hitch.
     *
     * @param hitch what happened
     */
    public void offer(HitchView hitch) {
        if (!waiting.offer(hitch)) {
            results.accept("dropped");
        }
    }

    private void run() {
        try {
            while (true) {
                List<HitchView> hitches = new ArrayList<>();
                hitches.add(waiting.take());
                waiting.drainTo(hitches);
                results.accept(tell(hitches) ? "sent" : "failed");
                Thread.sleep(MINUTE_MILLIS / target.perMinute());
            }
        } catch (InterruptedException _) {
            // Closed; what waits is not worth holding up the end.
        }
    }

    /** No message may end the thread that sends the next ones. */
    private boolean tell(List<HitchView> hitches) throws InterruptedException {
        try {
            return send(WebhookMessage.of(target.format(), hitches));
        } catch (RuntimeException _) {
            return false;
        }
    }

    private boolean send(String body) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(target.address()).timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)).build();
        for (int tries = 1; tries <= MOST_TRIES; tries++) {
            long wait = (long) SECOND_MILLIS << tries;
            try {
                HttpResponse<Void> response = client.send(request,
                        HttpResponse.BodyHandlers.discarding());
                int status = response.statusCode();
                if (status < 300) {
                    return true;
                }
                if (status != TOO_MANY && status < SERVER_ERROR) {
                    return false;
                }
                wait = response.headers().firstValue("Retry-After").map(Webhook::millis)
                        .orElse(wait);
            } catch (IOException _) {
                // It may be there again soon.
            }
            if (tries < MOST_TRIES) {
                Thread.sleep(Math.min(wait, LONGEST_WAIT_MILLIS));
            }
        }
        return false;
    }

    private static long millis(String seconds) {
        try {
            return Math.max(0, Math.round(Double.parseDouble(seconds) * SECOND_MILLIS));
        } catch (NumberFormatException _) {
            return (long) SECOND_MILLIS;
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        client.shutdownNow();
    }
}
