package dev.fxprof.cli;

import dev.fxprof.api.StreamControl;
import dev.fxprof.live.core.LiveServer;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Optional;

/**
 * Feeds one server of the daemon, on a thread of its own, until it is told to stop.
 *
 * <p>Assumptions: {@link #start} is called once. Guarantees: a source that ends or fails leaves the others
 * alone. Progress: nothing waits for a source but {@link #stop}, and that for ten seconds at most.
 */
abstract class ServeSource {
    private static final long STOP_MILLIS = 10_000;
    private static final long AGAIN_NANOS = 600_000_000_000L;
    private static final int MOST_SAID = 64;

    private final String name;
    private volatile boolean stopping;
    private volatile CommandFailure failure;
    private StreamControl stream;
    private Thread thread;
    private final LinkedHashMap<String, Long> said = new LinkedHashMap<>();

    ServeSource(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    /** Begins; scripts of this source may ask for the stream to be pushed. */
    void start(LiveServer server, StreamControl pushing) {
        stream = pushing;
        thread = Thread.ofPlatform().daemon().name("fxprof source " + name).start(() -> {
            try {
                feed(server);
            } catch (CommandFailure e) {
                failure = e;
            } catch (IOException | RuntimeException e) {
                failure = new CommandFailure(CommandFailure.ENVIRONMENT,
                        name + ": " + e.getMessage());
            }
        });
    }

    /** Feeds the server until {@link #isStopping}. */
    abstract void feed(LiveServer server) throws IOException;

    /** What scripts may ask for. */
    StreamControl stream() {
        return stream;
    }

    boolean isStopping() {
        return stopping;
    }

    /** Why this source can never deliver anything. */
    Optional<CommandFailure> failure() {
        return Optional.ofNullable(failure);
    }

    /** Says something a person should read; what is said already, again after ten minutes. */
    void say(String sentence) {
        long now = System.nanoTime();
        Long before = said.get(sentence);
        if (before != null && now - before < AGAIN_NANOS) {
            return;
        }
        if (said.size() == MOST_SAID) {
            said.pollFirstEntry();
        }
        said.put(sentence, now);
        System.err.println("fxprof: " + Terminal.safe(name + ": " + sentence));
    }

    void stop() {
        stopping = true;
        if (thread == null) {
            return;
        }
        try {
            thread.join(STOP_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
