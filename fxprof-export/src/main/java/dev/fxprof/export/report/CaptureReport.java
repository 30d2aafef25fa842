package dev.fxprof.export.report;

import dev.fxprof.api.FanOut;
import dev.fxprof.api.Capture;
import dev.fxprof.api.Site;
import dev.fxprof.api.SiteTable;
import dev.fxprof.api.SpanSink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.IntPredicate;

/**
 * The report on a capture. It is replayed twice: first its ticks are counted and chosen, then only what
 * ran in the chosen ones is added up, so that the callees of a slow tick are all there.
 */
public final class CaptureReport {
    /** Formats without single calls. */
    private static final Set<String> SUMS = Set.of("collapsed", "flamegraph");

    private final Capture capture;
    private final ReportOptions options;
    private final ChosenTicks chosen;
    private final ChosenTicks slowTicks;
    private final TickIndex index;
    private Report report;
    private Report slow;
    private TickTree tree;

    private CaptureReport(Capture capture, ReportOptions options) {
        this.capture = capture;
        this.options = options;
        chosen = new ChosenTicks(options::takes);
        slowTicks = new ChosenTicks(options::takesSlow);
        // Without a choice nobody asks for the windows of all ticks.
        index = new TickIndex(capture.sites(), options.isSelection()
                ? List.of(chosen, slowTicks)
                : List.of(slowTicks));
    }

    /**
     * Reports on a capture.
     *
     * @param capture stays open
     * @param options what counts
     * @param also further sinks for what counts
     * @return the report
     * @throws IOException if the capture's temporary file cannot be read, or a sink fails
     */
    public static CaptureReport of(Capture capture, ReportOptions options, List<SpanSink> also)
            throws IOException {
        CaptureReport result = new CaptureReport(capture, options);
        capture.replay(result.index);
        result.addUp(also);
        return result;
    }

    private void addUp(List<SpanSink> also) throws IOException {
        SiteTable sites = capture.sites();
        boolean selection = options.isSelection();
        IntPredicate beside = index.tracks()::isBeside;
        long ticks = selection ? chosen.size() : index.ticks();
        SpanStatistics all = new SpanStatistics(sites, new StatisticsOptions(
                selection ? 0 : ticks, options.hitchNanos(), options.tickIntervalNanos(),
                options.resource(), selection ? chosen::number : null, beside));
        SpanStatistics slowOnly = new SpanStatistics(sites, new StatisticsOptions(0,
                options.tickIntervalNanos(), options.tickIntervalNanos(), options.resource(),
                slowTicks::number, beside));
        List<SpanSink> counted = new ArrayList<>(also);
        counted.add(all);
        TreeBuilder builder = options.tick().isPresent() ? new TreeBuilder(sites, chosen) : null;
        if (builder != null) {
            counted.add(builder);
        }
        FanOut together = new FanOut(counted);
        List<SpanSink> sinks = new ArrayList<>();
        sinks.add(selection ? new TickFilter(sites, index, chosen, together) : together);
        if (slowTicks.size() > 0) {
            sinks.add(new TickFilter(sites, index, slowTicks, slowOnly));
        }
        capture.replay(new FanOut(sinks));
        report = all.report();
        slow = slowOnly.report();
        tree = builder == null ? null : builder.tree().orElse(null);
    }

    /**
     * What the capture, or the chosen ticks, amount to.
     *
     * @return the tables
     */
    public Report report() {
        return report;
    }

    /**
     * The same for those ticks alone that took longer than their interval.
     *
     * @return tables that are empty if there were none
     */
    public Report slow() {
        return slow;
    }

    /**
     * The most important finding in one sentence.
     *
     * @return a sentence with its full stop
     */
    public String verdict() {
        return new Verdict(this).sentence();
    }

    /**
     * What was asked for.
     *
     * @return the options
     */
    public ReportOptions options() {
        return options;
    }

    /**
     * The tick that was asked for.
     *
     * @return its tree; empty if none was asked for, or the capture has no tick of that number
     */
    public Optional<TickTree> tree() {
        return Optional.ofNullable(tree);
    }

    /**
     * How many ticks the capture has, chosen or not.
     *
     * @return 0 or more
     */
    public long ticksInCapture() {
        return index.ticks();
    }

    /**
     * Name of the format that the capture was read from.
     *
     * @return lower-case name
     */
    public String format() {
        return capture.format();
    }

    /** Whether the capture holds only sums by stack, so that no tick and no call of it is a single one. */
    boolean isSums() {
        return SUMS.contains(capture.format());
    }

    /**
     * Name of the process that was recorded.
     *
     * @return never empty
     */
    public String processName() {
        return capture.processName();
    }

    /**
     * What was repaired while the capture was read.
     *
     * @return how often, by kind
     */
    public Map<String, Long> repaired() {
        return capture.repairs();
    }

    /**
     * Resources that the capture names.
     *
     * @param capture any capture
     * @return their names, sorted
     */
    public static SortedSet<String> resources(Capture capture) {
        SortedSet<String> names = new TreeSet<>();
        SiteTable sites = capture.sites();
        for (int id = 1; id <= sites.size(); id++) {
            Site site = sites.site(id);
            if (!site.resource().isEmpty()) {
                names.add(site.resource());
            }
        }
        return names;
    }

    TickLine line() {
        return index.line();
    }
}
