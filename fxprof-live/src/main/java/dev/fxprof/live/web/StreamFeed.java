package dev.fxprof.live.web;

import dev.fxprof.live.view.WindowView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one receiver of the stream gets: what is new since the message before. That a message has arrived
 * is taken for granted once the next one is asked for, unless {@link #again} was called before. Belongs to
 * one thread.
 */
final class StreamFeed {
    private static final long WINDOW_MILLIS = 950;

    /** What the receiver has of a server. */
    private record Seen(long sequence, long nextTick, int window, long windowMillis) {
        static final Seen NOTHING = new Seen(0, -1, -1, Long.MIN_VALUE);
    }

    private final StreamForm form;
    private final Map<String, Seen> arrived = new HashMap<>();
    private final Map<String, Seen> sent = new HashMap<>();
    private long skipped;
    /** What the message on its way tells of skipped ones; -1 if there is none. */
    private long told = -1;
    private long goneSent;
    private long gone;

    StreamFeed(StreamForm form) {
        this.form = form;
    }

    /** Notes that a message was due and could not be sent. */
    void skip() {
        skipped++;
    }

    /** Says that the last message has arrived; false if there was none on its way. */
    boolean arrived() {
        boolean wasSent = told >= 0;
        arrived.putAll(sent);
        gone += goneSent;
        settle();
        return wasSent;
    }

    /**
     * Says that what was on its way did not arrive: the next message tells it again. False if there was
     * nothing.
     */
    boolean again() {
        boolean wasSent = told >= 0;
        if (wasSent) {
            skipped += told + 1;
        }
        settle();
        return wasSent;
    }

    private void settle() {
        sent.clear();
        goneSent = 0;
        told = -1;
    }

    /** Ticks that the receiver never got, since they were not kept for so long. */
    long gone() {
        return gone;
    }

    /** The next message, if there is anything new. */
    Optional<byte[]> message(StreamRound round, Subscription subscription) {
        arrived();
        List<byte[]> servers = new ArrayList<>();
        round.servers().forEach((name, server) -> {
            if (subscription.wants(name)) {
                add(servers, name, server, subscription.window());
            }
        });
        if (servers.isEmpty()) {
            return Optional.empty();
        }
        told = skipped;
        skipped = 0;
        return Optional.of(StreamMessages.update(form, told, servers));
    }

    private void add(List<byte[]> servers, String name, StreamRound.Server server, int seconds) {
        Seen last = arrived.getOrDefault(name, Seen.NOTHING);
        boolean otherWindow = last.window != seconds;
        long sequence = server.snapshot.sequence();
        if (sequence == last.sequence && !otherWindow && last.nextTick >= 0) {
            return;
        }
        StreamRound.Ticks ticks = server.ticks(form, last.nextTick);
        goneSent += ticks.gone();
        List<byte[]> fields = new ArrayList<>(List.of(server.head(form), ticks.field()));
        long at = server.snapshot.atMillis();
        long windowMillis = last.windowMillis;
        if (otherWindow || Math.abs(at - windowMillis) >= WINDOW_MILLIS) {
            windowMillis = at;
            for (WindowView window : server.snapshot.windows()) {
                if (window.seconds() == seconds) {
                    fields.add(server.window(form, window));
                }
            }
        }
        servers.add(form.object(fields));
        sent.put(name, new Seen(sequence, ticks.next(), seconds, windowMillis));
    }
}
