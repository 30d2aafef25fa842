package dev.fxprof.hooks.lua.ingest;

import dev.fxprof.api.CaptureCost;
import dev.fxprof.api.CaptureIdentity;
import dev.fxprof.api.GuardedSink;
import dev.fxprof.api.HookSession;
import dev.fxprof.api.RingPosition;
import dev.fxprof.api.SiteTable;
import dev.fxprof.api.SpanSink;
import dev.fxprof.hooks.lua.spool.FrameInbox;
import dev.fxprof.hooks.lua.spool.News;
import dev.fxprof.hooks.lua.spool.SpoolReader;
import dev.fxprof.ringbuffer.SiteTables;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/**
 * Follows a spool, with or without a server that writes it.
 *
 * <p>Assumptions: one process follows a spool into one capture; any number may into several.
 *
 * <p>Guarantees: only reads the spool. What was spooled and not deleted yet comes once, over restarts
 * of either side. Progress: the thread sleeps between two looks at the folder; whoever hands frames in
 * never waits for it.
 */
public final class SpoolSession implements HookSession {
    private static final String TRACK_NAME = "svMain";
    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1_000_000_000L;
    private static final int LEAST_SLEEP_MILLIS = 20;
    private static final int MOST_SLEEP_MILLIS = 1000;
    /** A server that has written nothing for so long does not write any more. */
    private static final long DEAD_NANOS = 10 * SECOND;
    private static final int CHUNKS_A_ROUND = 16;

    private final Path folder;
    private final boolean once;
    private final News news = new News();
    private final SiteTable sites = SiteTables.ofThisProcess();
    private final Relay relay = new Relay();
    private final SpoolReader reader;
    private final SpoolOrigin origin;
    private GuardedSink sink;
    private Ingest ingest;
    private Thread thread;
    private long sleepNanos;
    private long costTold;
    private volatile CaptureCost cost = new Ledger().cost("", 0, 0);
    private volatile boolean stopping;
    private volatile boolean over;

    SpoolSession(Path folder, boolean once) throws IOException {
        this.folder = folder;
        this.once = once;
        reader = new SpoolReader(folder, relay, news);
        origin = SpoolOrigin.of(folder);
    }

    /**
     * Where frames may be handed in that come over HTTP.
     *
     * @return an inbox for any thread
     */
    public FrameInbox inbox() {
        return reader.inbox();
    }

    @Override
    public SiteTable sites() {
        return sites;
    }

    @Override
    public String title() {
        return origin.server().isEmpty() ? "FXServer" : "FXServer " + origin.server();
    }

    @Override
    public CaptureIdentity identity() {
        return new CaptureIdentity(List.of(spool()), origin.nanos());
    }

    private long spool() {
        UUID name = UUID.nameUUIDFromBytes(folder.toString().getBytes(StandardCharsets.UTF_8));
        return name.getMostSignificantBits() ^ name.getLeastSignificantBits();
    }

    @Override
    public void start(SpanSink to, long originNanos, List<RingPosition> positions,
            int flushMillis) {
        sink = new GuardedSink(to);
        ingest = new Ingest(sites, sink, news, originNanos, positions, spool());
        relay.to = ingest;
        sleepNanos = MILLI * Math.clamp(flushMillis, LEAST_SLEEP_MILLIS, MOST_SLEEP_MILLIS);
        thread = Thread.ofPlatform().name("fxprof spool").daemon().unstarted(this::run);
        thread.start();
    }

    private void run() {
        sink.track(ForestBatch.TRACK, TRACK_NAME);
        try (reader) {
            follow();
        } catch (IOException e) {
            sink.fail(new IOException(folder + " cannot be read: " + e.getMessage(), e));
        } catch (RuntimeException | Error e) {
            sink.fail(new IOException("the spool in " + folder + " cannot be taken: " + e, e));
        }
        tellCost();
        sink.flush();
        if (ingest.mended() > 0) {
            news.say(ingest.mended() + " slices were moved by less than 20 ms so that all nest");
        }
        over = once;
    }

    private void follow() throws IOException {
        while (!stopping && sink.failure().isEmpty()) {
            boolean any = reader.round(CHUNKS_A_ROUND);
            ingest.settle();
            if (System.nanoTime() - costTold > SECOND) {
                tellCost();
            }
            if (!any && once) {
                break;
            }
            if (!any) {
                LockSupport.parkNanos(sleepNanos);
            }
        }
        while (sink.failure().isEmpty() && reader.round(CHUNKS_A_ROUND)) {
            ingest.settle();
        }
        if (sink.failure().isEmpty() && (once
                || System.nanoTime() - reader.quietSince() > DEAD_NANOS)) {
            reader.finish();
            ingest.settle();
        }
    }

    private void tellCost() {
        costTold = System.nanoTime();
        cost = ingest.cost();
        sink.cost(cost);
    }

    @Override
    public boolean isOver() {
        return over;
    }

    @Override
    public Optional<IOException> failure() {
        return sink == null ? Optional.empty() : sink.failure();
    }

    @Override
    public CaptureCost cost() {
        return cost;
    }

    @Override
    public List<String> news() {
        return news.take();
    }

    @Override
    public void close() {
        stopping = true;
        if (thread == null) {
            return;
        }
        LockSupport.unpark(thread);
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
