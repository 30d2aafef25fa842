package dev.fxprof.live.web;

import java.net.http.HttpClient;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/**
 * Sends the stream to one collector, and connects again for as long as it is wanted. One message is on its
 * way at a time; what comes before that has arrived, or while there is no connection, is merged into the
 * next one, and counted. A message that did not arrive is made again. So all memory is what the servers
 * keep of their ticks anyway.
 *
 * <p>Assumptions: one thread uses it. Progress: nothing waits for the collector.
 */
final class Push {
    private static final long SECOND_NANOS = 1_000_000_000;
    private static final long LONGEST_WAIT_NANOS = 60 * SECOND_NANOS;
    private static final long STALLED_NANOS = 10 * SECOND_NANOS;
    private static final long IDLE_NANOS = 15 * SECOND_NANOS;
    private static final int MOST_DOUBLINGS = 6;

    private final PushTarget target;
    private final Subscription wanted;
    private final List<String> servers;
    private final HttpClient client;
    private final PushCounts counts;
    private final Consumer<String> say;
    private final StreamFeed feed = new StreamFeed(StreamForm.JSON);
    private PushLink link;
    private boolean isConnected;
    private boolean isSaid;
    private int failures;
    private long retryAt;
    private long triedNanos;
    private long sentNanos;
    private long gone;

    Push(PushTarget target, Subscription wanted, List<String> servers, HttpClient client,
            PushCounts counts, Consumer<String> say, long from) {
        this.target = target;
        this.wanted = wanted;
        this.servers = servers;
        this.client = client;
        this.counts = counts;
        this.say = say;
        retryAt = from;
        triedNanos = from;
        sentNanos = from;
    }

    PushTarget target() {
        return target;
    }

    /** The earliest moment of another connection. */
    long retryAt() {
        return Math.max(retryAt, sentNanos + SECOND_NANOS);
    }

    /** Does what can be done now. */
    void step(StreamRound round, long now) {
        try {
            go(round, now);
        } catch (RuntimeException e) {
            // One collector must not end the pushes to others.
            if (link != null) {
                fail(String.valueOf(e), now);
            } else {
                retryAt = now + LONGEST_WAIT_NANOS;
            }
        }
    }

    private void go(StreamRound round, long now) {
        if (link == null) {
            skip(now);
            if (now - retryAt >= 0) {
                sentNanos = now;
                link = PushLink.open(client, target);
            }
        } else if (link.failure() != null) {
            fail(link.failure(), now);
        } else if (!link.isOpen()) {
            skip(now);
        } else if (!isConnected) {
            connected(now);
        } else if (link.isIdle()) {
            offer(round, now);
        } else if (now - sentNanos > STALLED_NANOS) {
            fail("it does not answer", now);
        } else {
            skip(now);
        }
    }

    private boolean isDue(long now) {
        boolean due = now - triedNanos >= 1_000_000 * wanted.everyMillis();
        if (due) {
            triedNanos = now;
        }
        return due;
    }

    private void skip(long now) {
        if (isDue(now)) {
            feed.skip();
            counts.skipped.increment();
        }
    }

    private void connected(long now) {
        isConnected = true;
        counts.connected.incrementAndGet();
        counts.connections.increment();
        sentNanos = now;
        link.send(StreamMessages.hello(StreamForm.JSON, servers, false, wanted));
    }

    private void offer(StreamRound round, long now) {
        if (feed.arrived()) {
            counts.messages.increment();
            counts.goneTicks.add(feed.gone() - gone);
            gone = feed.gone();
            if (failures > 0 || !isSaid) {
                say.accept("the stream is pushed to " + target.place());
            }
            // One that takes the greeting and nothing else is no collector yet.
            failures = 0;
            isSaid = true;
        }
        if (isDue(now)) {
            feed.message(round, wanted).ifPresentOrElse(message -> {
                sentNanos = now;
                link.send(message);
            }, () -> {
                if (now - sentNanos > IDLE_NANOS) {
                    sentNanos = now;
                    link.ping();
                }
            });
        }
    }

    private void fail(String why, long now) {
        close();
        if (feed.again()) {
            counts.skipped.increment();
        }
        if (failures == 0) {
            say.accept("the stream is not pushed to " + target.place() + ": " + why
                    + "; trying again");
        }
        long wait = Math.min(LONGEST_WAIT_NANOS,
                SECOND_NANOS << Math.min(failures, MOST_DOUBLINGS));
        failures++;
        // Servers that lost a collector together do not all come back at once.
        retryAt = now + wait / 2 + ThreadLocalRandom.current().nextLong(wait / 2);
    }

    private void close() {
        link.drop();
        link = null;
        if (isConnected) {
            isConnected = false;
            counts.connected.decrementAndGet();
        }
    }

    /** Ends it. */
    void end() {
        if (link != null) {
            link.leave();
            close();
        }
    }
}
