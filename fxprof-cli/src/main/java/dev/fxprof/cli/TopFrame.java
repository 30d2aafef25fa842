package dev.fxprof.cli;

import dev.fxprof.api.Site;
import dev.fxprof.ringbuffer.LiveSampler;
import dev.fxprof.ringbuffer.SegmentView;
import java.util.List;

/**
 * What the samples of one interval say.
 *
 * @param title what the process says that it is
 * @param pid the process
 * @param isLive whether it records still
 * @param recordsPerSecond records that it offered
 * @param dropped records that were lost since it began
 * @param samples looks at a thread
 * @param idle those that found nothing open
 * @param missed those that found the stack being written
 * @param rows what was found, by site
 */
record TopFrame(String title, long pid, boolean isLive, double recordsPerSecond, long dropped,
        long samples, long idle, long missed, List<Row> rows) {
    /**
     * One line of a table.
     *
     * @param resource resource that is billed
     * @param kind what it is, as {@code event}; empty in a sum of sites
     * @param name its name; empty in a sum of sites
     * @param self samples that found it innermost
     * @param total samples that found it anywhere
     */
    record Row(String resource, String kind, String name, long self, long total) {}

    /** Keeps a copy of the list. */
    TopFrame {
        rows = List.copyOf(rows);
    }

    static TopFrame of(SegmentView view, LiveSampler sampler, double recordsPerSecond) {
        return new TopFrame(view.title(), view.process().pid(), view.isLive(), recordsPerSecond,
                view.cost().dropped(), sampler.samples(), sampler.idle(), sampler.missed(),
                sampler.rows().stream().map(TopFrame::row).toList());
    }

    private static Row row(LiveSampler.Row row) {
        Site site = row.site();
        return new Row(site.resource(), site.kind().label(), site.name(), row.self(),
                row.total());
    }

    double percent(long count) {
        return samples == 0 ? 0 : 100.0 * count / samples;
    }
}
