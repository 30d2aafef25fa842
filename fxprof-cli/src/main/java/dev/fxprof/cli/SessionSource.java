package dev.fxprof.cli;

import dev.fxprof.api.HookSession;
import dev.fxprof.api.SpanSink;
import dev.fxprof.live.core.LiveServer;
import dev.fxprof.live.view.RunningView;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** A source in another process: attached when it comes, and again when it has ended and another comes. */
final class SessionSource extends ServeSource {
    private static final long LOOK_NANOS = 50_000_000;
    private static final long AGAIN_NANOS = 500_000_000;
    private static final long LONGEST_AGAIN_NANOS = 10_000_000_000L;
    private static final int FLUSH_MILLIS = 16;

    /**
     * What was attached to.
     *
     * @param session the session
     * @param running tells what runs at the moment
     */
    record Attached(HookSession session, Supplier<RunningView> running) {}

    /** Attaches, if there is something to attach to. */
    interface Opener {
        /** Empty while there is nothing new. */
        Optional<Attached> open() throws IOException;
    }

    private final Opener opener;
    private long again = AGAIN_NANOS;

    SessionSource(String name, Opener opener) {
        super(name);
        this.opener = opener;
    }

    @Override
    void feed(LiveServer server) {
        while (!isStopping()) {
            try {
                opener.open().ifPresent(attached -> follow(server, attached));
            } catch (IOException e) {
                say(String.valueOf(e.getMessage()));
            }
            rest();
        }
    }

    /** Stays short enough for {@link #stop} to find it awake soon. */
    private void rest() {
        long until = System.nanoTime() + again;
        while (!isStopping() && System.nanoTime() - until < 0) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private void follow(LiveServer server, Attached attached) {
        HookSession session = attached.session;
        // The session hands over what it has before the sink says that the source has gone.
        try (SpanSink sink = server.attach(session.sites(), session.title(), attached.running);
                session) {
            session.start(sink, session.identity().originNanos(), List.of(), FLUSH_MILLIS);
            say("attached to " + session.title());
            while (!isStopping() && !session.isOver() && session.failure().isEmpty()) {
                session.news().forEach(this::say);
                LockSupport.parkNanos(LOOK_NANOS);
            }
        } catch (IOException e) {
            say(String.valueOf(e.getMessage()));
        }
        session.news().forEach(this::say);
        if (session.failure().isPresent()) {
            say(String.valueOf(session.failure().get().getMessage()));
            again = Math.min(LONGEST_AGAIN_NANOS, 2 * again);
            return;
        }
        again = AGAIN_NANOS;
        if (!isStopping()) {
            say("it has ended; waiting for the next");
        }
    }
}
