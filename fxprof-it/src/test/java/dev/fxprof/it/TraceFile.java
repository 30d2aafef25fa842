package dev.fxprof.it;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A trace in memory: its slices in the order of the file, as parallel arrays, and its flows. */
final class TraceFile {
    /** What the slices of one place have in common; null where the file does not say. */
    record Site(String name, String category, String resource, String runtime, String kind) {}

    /** One end of a flow. */
    record FlowEnd(long id, String name, int track, long nanos, long from, long to) {}

    private static final int CONTINUED = 1;
    private static final int PLACEHOLDER = 2;
    private static final int UNFINISHED = 4;

    final Path path;
    final List<Site> sites = new ArrayList<>();
    final List<FlowEnd> flowStarts = new ArrayList<>();
    final List<FlowEnd> flowFinishes = new ArrayList<>();
    final Set<Integer> namedTracks = new TreeSet<>();
    int slices;
    int counters;
    int lossMarks;
    long lostRecords;

    private final Map<Site, Integer> siteIndex = new HashMap<>();
    private int[] site = new int[1024];
    private int[] track = new int[1024];
    private byte[] flags = new byte[1024];
    private long[] start = new long[1024];
    private long[] end = new long[1024];
    private long[] span = new long[1024];
    private long[] parent = new long[1024];
    private long[] earlier = new long[1024];

    private TraceFile(Path path) {
        this.path = path;
    }

    static TraceFile read(Path path) {
        TraceFile file = new TraceFile(path);
        TraceReader.read(path, file::add);
        return file;
    }

    /** The one trace of a run that does not rotate. */
    static TraceFile of(Path folder) {
        return read(folder.resolve("profiler_trace.json"));
    }

    private void add(TraceEvent event) {
        switch (event.phase) {
            case 'X' -> addSlice(event);
            case 's' -> flowStarts.add(flow(event));
            case 'f' -> flowFinishes.add(flow(event));
            case 'C' -> counters++;
            case 'i' -> {
                lossMarks++;
                lostRecords += event.lost;
            }
            case 'M' -> {
                if (event.name.equals("thread_name")) {
                    namedTracks.add(event.track);
                }
            }
            default -> throw new IllegalStateException("unknown phase " + event.phase);
        }
    }

    private static FlowEnd flow(TraceEvent event) {
        return new FlowEnd(event.id, event.name, event.track, event.startNanos, event.from,
                event.to);
    }

    private void addSlice(TraceEvent event) {
        if (slices == site.length) {
            grow();
        }
        int i = slices++;
        site[i] = siteIndex.computeIfAbsent(new Site(event.name, event.category, event.resource,
                event.runtime, event.kind), added -> {
                    sites.add(added);
                    return sites.size() - 1;
                });
        track[i] = event.track;
        start[i] = event.startNanos;
        end[i] = event.startNanos + event.durationNanos;
        span[i] = event.span;
        parent[i] = event.parent;
        earlier[i] = event.earlier;
        flags[i] = (byte) ((event.continued ? CONTINUED : 0)
                | (event.placeholder ? PLACEHOLDER : 0) | (event.unfinished ? UNFINISHED : 0));
    }

    private void grow() {
        int n = 2 * slices;
        site = Arrays.copyOf(site, n);
        track = Arrays.copyOf(track, n);
        flags = Arrays.copyOf(flags, n);
        start = Arrays.copyOf(start, n);
        end = Arrays.copyOf(end, n);
        span = Arrays.copyOf(span, n);
        parent = Arrays.copyOf(parent, n);
        earlier = Arrays.copyOf(earlier, n);
    }

    Site site(int i) {
        return sites.get(site[i]);
    }

    int siteNumber(int i) {
        return site[i];
    }

    String name(int i) {
        return site(i).name();
    }

    String kind(int i) {
        return site(i).kind();
    }

    int track(int i) {
        return track[i];
    }

    long start(int i) {
        return start[i];
    }

    long end(int i) {
        return end[i];
    }

    long duration(int i) {
        return end[i] - start[i];
    }

    long span(int i) {
        return span[i];
    }

    /** Id of the parent, or 0. */
    long parent(int i) {
        return parent[i];
    }

    long earlier(int i) {
        return earlier[i];
    }

    boolean isContinued(int i) {
        return (flags[i] & CONTINUED) != 0;
    }

    boolean isPlaceholder(int i) {
        return (flags[i] & PLACEHOLDER) != 0;
    }

    /** Whether this stands for a slice that a flow begins in and that another file holds. */
    boolean isStandIn(int i) {
        return isPlaceholder(i) && name(i).equals("in another file");
    }

    boolean isUnfinished(int i) {
        return (flags[i] & UNFINISHED) != 0;
    }

    /** Whether a span that began in an earlier file goes on here. */
    boolean goesOn(int i) {
        return earlier[i] != 0 && earlier[i] == span[i];
    }

    /** Whether this slice stands for an activation that begins in this file. */
    boolean beginsSpan(int i) {
        return !isContinued(i) && !isPlaceholder(i) && !goesOn(i);
    }

    IntStream all() {
        return IntStream.range(0, slices);
    }

    int[] where(Predicate<Site> wanted) {
        return all().filter(i -> wanted.test(site(i))).toArray();
    }

    /** Slices of a name, in the order of time. */
    int[] named(String name) {
        return where(s -> s.name().equals(name));
    }

    Set<String> runtimes() {
        return sites.stream().map(Site::runtime).filter(r -> r != null)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    Set<String> kinds() {
        return sites.stream().map(Site::kind).filter(k -> k != null)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    long countSpans() {
        return all().filter(this::beginsSpan).count();
    }

    long countSlices() {
        return all().filter(i -> !isPlaceholder(i)).count();
    }

    long countTicks() {
        return all().filter(i -> "tick".equals(kind(i))).count();
    }

    String describe(int i) {
        return "slice " + i + " (" + site(i) + ", span " + span[i] + ", parent " + parent[i]
                + ", earlier " + earlier[i] + ", " + start[i] + " to " + end[i] + " ns)";
    }
}
