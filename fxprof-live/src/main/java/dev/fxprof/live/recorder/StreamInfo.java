package dev.fxprof.live.recorder;

import dev.fxprof.api.SamplingStep;
import dev.fxprof.api.SiteTable;
import dev.fxprof.api.SpanCost;
import dev.fxprof.api.SpanSink;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * What holds for a whole stream, from when its source came until it went.
 *
 * <p>Assumptions: the drain's thread writes. Guarantees: any thread may read, and finds every track that
 * a chunk names which it got from that thread.
 */
public final class StreamInfo {
    private final SiteTable sites;
    private final String title;
    private final ConcurrentSkipListMap<Integer, String> tracks = new ConcurrentSkipListMap<>();
    private final Map<Integer, SamplingStep> sampling = new ConcurrentSkipListMap<>();
    private volatile SpanCost spanCost = SpanCost.NONE;

    /**
     * Starts without tracks.
     *
     * @param sites sites of the stream
     * @param title what the source says that it is
     */
    public StreamInfo(SiteTable sites, String title) {
        this.sites = sites;
        this.title = title;
    }

    /**
     * Sites of the stream.
     *
     * @return the source's table
     */
    public SiteTable sites() {
        return sites;
    }

    /**
     * What the source says that it is.
     *
     * @return a title for people
     */
    public String title() {
        return title;
    }

    /**
     * Name of a track.
     *
     * @param number number of the track
     * @return its thread's name
     */
    public String track(int number) {
        return tracks.getOrDefault(number, "track " + number);
    }

    int firstTrack() {
        return tracks.isEmpty() ? 0 : tracks.firstKey();
    }

    void track(int number, String name) {
        tracks.put(number, name);
    }

    void sampling(SamplingStep step) {
        sampling.put(step.site(), step);
    }

    void spanCost(SpanCost cost) {
        spanCost = cost;
    }

    /**
     * What a call costs the thread that is profiled.
     *
     * @return as the source has measured it, or nothing
     */
    public SpanCost cost() {
        return spanCost;
    }

    /**
     * Tells a sink what a stream tells before its first batch.
     *
     * @param sink takes it
     * @throws IOException if the sink's output cannot be written
     */
    void announce(SpanSink sink) throws IOException {
        for (var track : tracks.entrySet()) {
            sink.track(track.getKey(), track.getValue());
        }
        if (spanCost != SpanCost.NONE) {
            sink.spanCost(spanCost);
        }
        for (SamplingStep step : sampling.values()) {
            sink.sampling(step);
        }
    }
}
