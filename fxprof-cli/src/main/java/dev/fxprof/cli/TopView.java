package dev.fxprof.cli;

import dev.fxprof.cli.TopFrame.Row;
import dev.fxprof.live.view.RunningView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a person has chosen to see in {@code fxprof top}, and the lines that show it. Knows nothing of
 * terminals; names of scripts are made safe here.
 */
final class TopView {
    static final char ESCAPE = 27;
    static final char ENTER = '\r';
    static final char BACKSPACE = 127;
    /** A key that nothing is bound to. */
    static final char NO_KEY = 0;

    private static final char CONTROL_BACKSPACE = '\b';
    private static final int LONGEST_FILTER = 40;
    private static final int HEAD_LINES = 4;
    private static final String TABLE_HEAD = format("%7s %7s  %-20s %-9s %s", "self", "total",
            "resource", "kind", "name");

    /** The tables. */
    private enum Table {
        SITES("what runs"), RESOURCES("resources"), STACKS("open spans now");

        private final String title;

        Table(String title) {
            this.title = title;
        }
    }

    /** Orders of the rows. */
    private enum Order {
        SELF("self", Comparator.comparingLong(Row::self).reversed()), TOTAL("total",
                Comparator.comparingLong(Row::total).reversed()), NAME("name",
                        Comparator.comparing(Row::resource).thenComparing(Row::name));

        private final String title;
        private final Comparator<Row> comparator;

        Order(String title, Comparator<Row> comparator) {
            this.title = title;
            this.comparator = comparator;
        }
    }

    private Table table = Table.SITES;
    private Order order = Order.SELF;
    private String filter = "";
    private boolean isTyping;
    private boolean isPaused;
    private int first;

    /**
     * Takes a key.
     *
     * @param key the character
     * @return false if it ends the program
     */
    boolean key(int key) {
        if (isTyping) {
            type(key);
            return true;
        }
        switch (key) {
            case 'q', 'Q' -> {
                return false;
            }
            case '\t', 'v' -> {
                table = Table.values()[(table.ordinal() + 1) % Table.values().length];
                first = 0;
            }
            case 's' -> order = Order.values()[(order.ordinal() + 1) % Order.values().length];
            case '/' -> isTyping = true;
            case ESCAPE -> filter = "";
            case 'p', ' ' -> isPaused = !isPaused;
            case 'j' -> first++;
            case 'k' -> first = Math.max(0, first - 1);
            default -> {
                // Nothing is bound to it.
            }
        }
        return true;
    }

    private void type(int key) {
        if (key == ENTER || key == '\n') {
            isTyping = false;
        } else if (key == ESCAPE) {
            isTyping = false;
            filter = "";
        } else if (key == BACKSPACE || key == CONTROL_BACKSPACE) {
            filter = filter.substring(0, Math.max(0, filter.length() - 1));
        } else if (key >= ' ' && filter.length() < LONGEST_FILTER) {
            filter += Character.toString(key);
        }
        first = 0;
    }

    boolean isPaused() {
        return isPaused;
    }

    boolean showsStacks() {
        return table == Table.STACKS;
    }

    /** The screen; each line fits, and there are no more than fit. */
    List<String> lines(TopFrame frame, RunningView running, int width, int height) {
        List<String> lines = new ArrayList<>();
        lines.add(frame.heading());
        lines.add(frame.note() + (isPaused ? " - paused" : ""));
        lines.add(format("[%s] by %s%s", table.title, order.title, filterText()));
        List<String> rows = table == Table.STACKS ? stacks(running) : rows(frame);
        lines.add(table == Table.STACKS
                ? format("%10s  %s", "open for", "thread and spans")
                : TABLE_HEAD);
        int room = Math.max(0, height - HEAD_LINES - 1);
        first = Math.max(0, Math.min(first, rows.size() - room));
        lines.addAll(rows.subList(first, Math.min(rows.size(), first + room)));
        while (lines.size() < height - 1) {
            lines.add("");
        }
        lines.add("q quit  tab table  s sort  / filter  esc all  p pause  j k scroll"
                + (rows.size() > room ? format("  (%d of %d rows)", room, rows.size()) : ""));
        return lines.stream().limit(Math.max(1, height))
                .map(line -> cut(safe(line), width)).toList();
    }

    /** All rows of a frame, for where there are no keys. */
    List<String> plain(TopFrame frame, int width) {
        List<String> lines = new ArrayList<>(List.of(frame.heading(), frame.note(), TABLE_HEAD));
        lines.addAll(rows(frame));
        return lines.stream().map(line -> cut(safe(line), width)).toList();
    }

    private String filterText() {
        if (isTyping) {
            return ", filter: " + filter + "_";
        }
        return filter.isEmpty() ? "" : ", only " + filter;
    }

    private boolean isWanted(String... texts) {
        String wanted = filter.toLowerCase(Locale.ROOT);
        for (String text : texts) {
            if (text.toLowerCase(Locale.ROOT).contains(wanted)) {
                return true;
            }
        }
        return false;
    }

    private List<String> rows(TopFrame frame) {
        List<Row> all = table == Table.RESOURCES ? byResource(frame) : frame.rows();
        return all.stream().filter(row -> isWanted(row.resource(), row.kind(), row.name()))
                .sorted(order.comparator)
                .map(row -> format("%6.1f%% %6.1f%%  %-20s %-9s %s", frame.percent(row.self()),
                        frame.percent(row.total()), row.resource(), row.kind(), row.name()))
                .toList();
    }

    /** Sums of self time; of the sites of one resource any may be within another, so the most counts. */
    private static List<Row> byResource(TopFrame frame) {
        Map<String, Row> sums = new LinkedHashMap<>();
        for (Row row : frame.rows()) {
            sums.merge(row.resource(), new Row(row.resource(), "", "", row.self(), row.total()),
                    (a, b) -> new Row(a.resource(), "", "", a.self() + b.self(),
                            Math.max(a.total(), b.total())));
        }
        return List.copyOf(sums.values());
    }

    private List<String> stacks(RunningView running) {
        List<String> lines = new ArrayList<>();
        if (!running.isKnown()) {
            lines.add(running.note());
        }
        for (RunningView.Stack stack : running.threads()) {
            List<String> frames = new ArrayList<>();
            boolean wanted = isWanted(stack.thread());
            String indent = "  ";
            for (RunningView.Frame frame : stack.frames()) {
                wanted |= isWanted(frame.resource(), frame.kind(), frame.name());
                frames.add(format("%7.1f ms  %s%s %s (%s)", frame.runningNanos() / 1e6, indent,
                        frame.kind(), frame.name(), frame.resource()));
                indent += "  ";
            }
            if (wanted) {
                lines.add(format("%10s  %s%s", "", stack.thread(),
                        frames.isEmpty() ? ": waits" : ""));
                lines.addAll(frames);
            }
        }
        return lines;
    }

    /** Each line is one, whatever a name holds. */
    private static String safe(String line) {
        return Terminal.safe(line.replace('\n', '?').replace('\t', '?'));
    }

    private static String cut(String line, int width) {
        return line.length() <= width ? line : line.substring(0, Math.max(0, width));
    }

    private static String format(String format, Object... args) {
        return String.format(Locale.ROOT, format, args);
    }
}
