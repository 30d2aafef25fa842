package dev.fxprof.export.report;

import dev.fxprof.api.SiteTable;
import dev.fxprof.api.SpanBatch;
import dev.fxprof.api.SpanObserver;
import java.util.HashSet;
import java.util.Set;

/**
 * Learns which threads of a recording have ticks. The others show what stands beside the ticks, such as
 * the functions of one resource in a server's detailed recording: the time of the server's thread again.
 */
public final class TickTracks implements SpanObserver {
    private final TickScan scan;
    private final Set<Integer> tracks = new HashSet<>();

    /**
     * Knows no thread yet.
     *
     * @param sites sites of the stream
     */
    public TickTracks(SiteTable sites) {
        scan = new TickScan(sites);
    }

    @Override
    public void accept(SpanBatch batch) {
        for (int i = 0; i < batch.slices() && !has(batch.track()); i++) {
            if (scan.isTick(batch, i)) {
                add(batch.track());
            }
        }
    }

    void add(int track) {
        tracks.add(track);
    }

    /** Whether a thread has ticks of its own, so that nothing else on it belongs to one. */
    boolean has(int track) {
        return tracks.contains(track);
    }

    /**
     * Whether a thread has no ticks though others have.
     *
     * @param track number of the thread
     * @return true if its time was the time of another thread
     */
    public boolean isBeside(int track) {
        return !tracks.isEmpty() && !has(track);
    }
}
