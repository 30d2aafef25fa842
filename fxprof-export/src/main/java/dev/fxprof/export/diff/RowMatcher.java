package dev.fxprof.export.diff;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Finds the same thing in recordings from before and after a change. Lines move when a script is edited,
 * so things of one name in one file are told apart by their order, not by their lines; where one side has
 * more of them than the other, they are taken together.
 */
final class RowMatcher {
    /** Threads and nameless functions are called after the line where they stand. */
    private static final Pattern LINE = Pattern.compile(":\\d+$");

    /** All but the line. */
    private record Identity(String resource, String kind, String name, String file) {}

    private final Map<Identity, TreeSet<Integer>> before = new LinkedHashMap<>();
    private final Map<Identity, TreeSet<Integer>> after = new LinkedHashMap<>();

    private RowMatcher(List<TickTable> before, List<TickTable> after) {
        before.forEach(table -> learn(table, this.before));
        after.forEach(table -> learn(table, this.after));
    }

    /** All things of both sides. */
    static List<Match> match(List<RecordedTicks> before, List<RecordedTicks> after) {
        List<TickTable> one = before.stream().map(RecordedTicks::table).toList();
        List<TickTable> other = after.stream().map(RecordedTicks::table).toList();
        return new RowMatcher(one, other).matches(one, other);
    }

    private static void learn(TickTable table, Map<Identity, TreeSet<Integer>> to) {
        for (RowKey row : table.rows()) {
            to.computeIfAbsent(identity(row), key -> new TreeSet<>()).add(row.line());
        }
    }

    private static Identity identity(RowKey row) {
        return new Identity(row.resource(), row.kind(), LINE.matcher(row.name()).replaceFirst(""),
                row.file());
    }

    /** A thing with its rows in each recording: those of before first. */
    record Match(RowKey key, List<int[]> before, List<int[]> after) {}

    private List<Match> matches(List<TickTable> tablesBefore, List<TickTable> tablesAfter) {
        Map<RowKey, Match> matches = new LinkedHashMap<>();
        for (boolean isAfter : new boolean[]{true, false}) {
            List<TickTable> tables = isAfter ? tablesAfter : tablesBefore;
            for (int i = 0; i < tables.size(); i++) {
                List<RowKey> rows = tables.get(i).rows();
                for (int row = 0; row < rows.size(); row++) {
                    RowKey key = canonical(rows.get(row), isAfter);
                    Match match = matches.computeIfAbsent(key, added -> new Match(added,
                            none(tablesBefore.size()), none(tablesAfter.size())));
                    append(isAfter ? match.after : match.before, i, row);
                }
            }
        }
        return new ArrayList<>(matches.values());
    }

    /** The key as it is after the change, if it is there. */
    private RowKey canonical(RowKey row, boolean isAfter) {
        Identity identity = identity(row);
        TreeSet<Integer> one = before.get(identity);
        TreeSet<Integer> other = after.get(identity);
        TreeSet<Integer> own = isAfter ? other : one;
        if (one == null || other == null) {
            return row;
        }
        if (one.size() != other.size()) {
            return new RowKey(row.resource(), row.kind(), identity.name, row.file(),
                    other.first());
        }
        int rank = own.headSet(row.line()).size();
        int line = other.stream().skip(rank).findFirst().orElseThrow();
        String name = identity.name.equals(row.name()) ? row.name() : identity.name + ":" + line;
        return new RowKey(row.resource(), row.kind(), name, row.file(), line);
    }

    private static List<int[]> none(int count) {
        List<int[]> lists = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            lists.add(new int[0]);
        }
        return lists;
    }

    private static void append(List<int[]> lists, int index, int row) {
        int[] old = lists.get(index);
        int[] longer = Arrays.copyOf(old, old.length + 1);
        longer[old.length] = row;
        lists.set(index, longer);
    }
}
