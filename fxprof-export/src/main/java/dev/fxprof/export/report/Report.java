package dev.fxprof.export.report;

import java.util.List;

/**
 * What a capture amounts to. Immutable. All tables of times have the most self time first, equals by name.
 *
 * @param ticks ticks of the server
 * @param spans activations
 * @param slices stretches of them on their track
 * @param drops records that were lost
 * @param orderViolations slices that begin or end where they must not; 0 in a sound capture
 * @param parentsNotRecorded stand-ins for lost parents; neither spans nor slices
 * @param structureHash fingerprint of what ran, see {@link StructureHash}
 * @param tick durations of the ticks
 * @param spansPerTick spans by ticks, 0 without ticks
 * @param depthMax most slices open at once on a track
 * @param luaPercent self time of Lua as a share of all ticks
 * @param nativePercent self time of natives as a share of all ticks
 * @param resources table of the resources
 * @param events table of the events
 * @param exports table of the exports and function references
 * @param threads table of the threads and timers
 * @param commands table of the commands
 * @param natives table of the natives, one row a name
 * @param functions table of the functions; empty outside full mode
 * @param regions table of the regions that scripts opened by hand
 * @param tasks table of the tasks of Async, those on workers included
 * @param hitchCount ticks longer than the threshold; with one resource alone, those it had a part in
 * @param hitches these ticks in order of time; of more than 1,000 the longest
 * @param slowestTicks up to 10 longest ticks, the longest first
 * @param players table of the players who caused events and commands
 * @param overheadCategories time that no script asked for
 * @param traffic what resources sent and received, the most bytes first; empty for chosen ticks
 * @param tracks threads of the recording, in its order
 * @param tickNanos duration of all ticks together
 * @param recordedNanos from the first begin to the last end of a slice
 * @param serverNanos server time that rates refer to: the recorded time or, of a server that does not
 *     run in real time, its ticks times their interval, whichever is longer
 */
public record Report(long ticks, long spans, long slices, long drops, long orderViolations,
        long parentsNotRecorded, String structureHash, TickTimes tick, double spansPerTick,
        int depthMax, double luaPercent, double nativePercent, List<ResourceRow> resources,
        List<Row> events, List<Row> exports, List<Row> threads, List<Row> commands,
        List<Row> natives, List<Row> functions, List<Row> regions, List<Row> tasks,
        long hitchCount, List<Hitch> hitches, List<Hitch> slowestTicks, List<PlayerRow> players,
        List<OverheadRow> overheadCategories, List<TrafficRow> traffic, List<TrackRow> tracks,
        long tickNanos,
        long recordedNanos, long serverNanos) {
    /** Keeps the tables from being changed. */
    public Report {
        resources = List.copyOf(resources);
        events = List.copyOf(events);
        exports = List.copyOf(exports);
        threads = List.copyOf(threads);
        commands = List.copyOf(commands);
        natives = List.copyOf(natives);
        functions = List.copyOf(functions);
        regions = List.copyOf(regions);
        tasks = List.copyOf(tasks);
        hitches = List.copyOf(hitches);
        slowestTicks = List.copyOf(slowestTicks);
        players = List.copyOf(players);
        overheadCategories = List.copyOf(overheadCategories);
        traffic = List.copyOf(traffic);
        tracks = List.copyOf(tracks);
    }

    /** Whether shares are of the time of the ticks, not of the recorded time. */
    boolean isShareOfTicks() {
        return ticks > 0;
    }
}
