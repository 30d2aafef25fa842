package dev.fxprof.export.csv;

import dev.fxprof.api.ScriptRuntime;
import dev.fxprof.api.SpanKind;
import dev.fxprof.export.capture.CaptureBuilder;
import dev.fxprof.export.capture.ReadTrack;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Makes slices of rows. */
final class CsvSlices {
    private static final String UNKNOWN = "unknown";
    private static final Map<String, ScriptRuntime> RUNTIMES = byLabel(ScriptRuntime.values(),
            ScriptRuntime::label);
    private static final Map<String, SpanKind> KINDS = byLabel(SpanKind.values(), SpanKind::label);
    private static final Map<String, Integer> FLAGS = Map.of(Column.CONTINUED, ReadTrack.CONTINUED,
            Column.UNFINISHED, ReadTrack.UNFINISHED, Column.PLACEHOLDER, ReadTrack.PLACEHOLDER,
            Column.BELOW_LEFT_OUT, ReadTrack.BELOW_LEFT_OUT);

    private final CaptureBuilder builder;
    private final CsvRows rows;
    private final int width;
    private final Map<Column, Integer> places = new EnumMap<>(Column.class);
    private final Map<String, CsvTrack> tracks = new HashMap<>();
    private List<String> row = List.of();

    CsvSlices(CaptureBuilder builder, CsvRows rows, List<String> header) throws IOException {
        this.builder = builder;
        this.rows = rows;
        width = header.size();
        for (Column column : Column.values()) {
            int place = header.indexOf(column.label());
            if (place >= 0) {
                places.put(column, place);
            }
        }
        boolean enough = places.containsKey(Column.NAME) && places.containsKey(Column.START_NS)
                && (places.containsKey(Column.END_NS)
                        || places.containsKey(Column.DURATION_NS));
        if (!enough) {
            throw rows.problem("expected the columns name, start_ns and one of end_ns and"
                    + " duration_ns");
        }
    }

    private static <T> Map<String, T> byLabel(T[] values, Function<T, String> label) {
        return Arrays.stream(values).collect(Collectors.toMap(label, Function.identity()));
    }

    void take(List<String> next) throws IOException {
        if (!rows.isComplete() && next.size() < width) {
            builder.repaired("truncated", 1);
            return;
        }
        if (next.size() != width) {
            throw rows.problem("the row has " + next.size() + " cells, expected " + width);
        }
        row = next;
        CsvTrack track = track();
        long start = number(Column.START_NS, 0);
        long end = places.containsKey(Column.END_NS)
                ? number(Column.END_NS, start)
                : end(start, number(Column.DURATION_NS, 0));
        int flags = flags();
        int slice = track.add(site(flags), start, end,
                (int) bounded(Column.DEPTH, CsvTrack.NO_DEPTH));
        if (slice != ReadTrack.NONE) {
            describe(track.track(), slice, flags);
        }
    }

    /** Where the sum is more than 64 bits hold, the farthest moment, which no clock reaches either. */
    private static long end(long start, long duration) {
        long end = start + duration;
        return duration > 0 && end < start ? Long.MAX_VALUE : end;
    }

    private void describe(ReadTrack track, int slice, int flags) throws IOException {
        track.ids(slice, number(Column.SPAN_ID, 0), number(Column.PARENT_SPAN_ID, 0));
        track.mark(slice, flags);
        track.calls(slice, number(Column.CALLS, 1));
        long source = bounded(Column.SOURCE, 0);
        if (source > 0) {
            track.source(slice, (int) source);
        }
    }

    private CsvTrack track() throws IOException {
        String name = text(Column.THREAD);
        String number = text(Column.TRACK);
        String key = number + '\n' + name;
        CsvTrack known = tracks.get(key);
        if (known == null) {
            known = new CsvTrack(builder.track(
                    !name.isEmpty() ? name : number.isEmpty() ? "all" : "track " + number));
            tracks.put(key, known);
        }
        return known;
    }

    private int site(int flags) throws IOException {
        boolean lost = (flags & ReadTrack.PLACEHOLDER) != 0;
        String resource = places.containsKey(Column.RESOURCE) ? text(Column.RESOURCE) : UNKNOWN;
        return builder.sites().intern(lost ? UNKNOWN : resource,
                RUNTIMES.getOrDefault(text(Column.RUNTIME), ScriptRuntime.ENGINE),
                KINDS.getOrDefault(text(Column.KIND), SpanKind.FUNCTION), text(Column.NAME),
                text(Column.FILE), (int) bounded(Column.LINE, 0));
    }

    private int flags() throws IOException {
        int flags = 0;
        String text = text(Column.FLAGS);
        for (String flag : text.isEmpty() ? new String[0] : text.split(" ")) {
            Integer known = FLAGS.get(flag);
            if (known == null) {
                throw rows.problem("the flag \"" + Shown.of(flag) + "\" is unknown; expected "
                        + FLAGS.keySet().stream().sorted().collect(Collectors.joining(", ")));
            }
            flags |= known;
        }
        return flags;
    }

    private String text(Column column) {
        Integer place = places.get(column);
        return place == null ? "" : Cell.plain(row.get(place));
    }

    /** A number as it fits an int, or one that stands for none. */
    private long bounded(Column column, int none) throws IOException {
        return Math.clamp(number(column, none), -1, Integer.MAX_VALUE);
    }

    private long number(Column column, long none) throws IOException {
        String text = text(column).strip();
        if (text.isEmpty()) {
            return none;
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException _) {
            throw rows.problem("the column " + column.label() + " holds \"" + Shown.of(text)
                    + "\", expected a whole number");
        }
    }

    void finish() {
        tracks.values().forEach(CsvTrack::finish);
    }
}
