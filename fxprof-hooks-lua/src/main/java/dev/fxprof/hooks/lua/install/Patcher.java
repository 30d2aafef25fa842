package dev.fxprof.hooks.lua.install;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Patches one file at its anchors, or says which of them is not as expected. */
final class Patcher {
    /** What every file that was patched holds and no other does. */
    private static final Pattern OWN_NAME = Pattern.compile("\\bfxprof");
    private static final Pattern LINE = Pattern.compile("[^\\r\\n]*(\\r?\\n|\\r|$)");

    /**
     * What came of it.
     *
     * @param text the patched file, or empty if it is refused
     * @param anchors how many anchors the table has
     * @param refusal which anchor does not match and why, or empty
     */
    record Outcome(String text, int anchors, String refusal) {
        boolean isRefused() {
            return !refusal.isEmpty();
        }
    }

    /** A line as it stands in the file, and its end. */
    private record Line(String text, String end) {
        String indentation() {
            return text.substring(0, text.length() - text.stripLeading().length());
        }
    }

    /** A line that matches, and what its variables stand for. */
    private record Match(int line, Map<String, String> bound) {}

    /** Lines of a file from one number to before another, and what is bound there. */
    private record Region(int from, int to, Map<String, String> bound) {}

    private static final class Mismatch extends Exception {
        private static final long serialVersionUID = 1L;

        Mismatch(String sentence) {
            super(sentence);
        }
    }

    private final PatchTable table;
    private final List<Line> lines;
    private final Map<String, Region> regions = new HashMap<>();
    private final Map<Integer, String> before = new HashMap<>();
    private final Map<Integer, String> after = new HashMap<>();
    private final Map<Integer, String> instead = new HashMap<>();
    private String last = "";

    private Patcher(PatchTable table, List<Line> lines) {
        this.table = table;
        this.lines = lines;
    }

    /**
     * Patches a file.
     *
     * @param table what to do
     * @param source the file, one char a byte
     * @param block what goes on top, one char a byte
     * @return the patched file or the refusal
     */
    static Outcome apply(PatchTable table, String source, String block) {
        int anchors = table.anchors().size();
        if (OWN_NAME.matcher(source).find()) {
            return new Outcome("", anchors, "it names fxprof, so it is patched already");
        }
        Patcher patcher = new Patcher(table, split(source));
        try {
            for (Anchor anchor : table.anchors()) {
                patcher.place(anchor);
            }
        } catch (Mismatch e) {
            return new Outcome("", anchors, e.getMessage());
        }
        return new Outcome(block + patcher.text(), anchors, "");
    }

    private static List<Line> split(String source) {
        List<Line> lines = new ArrayList<>();
        Matcher line = LINE.matcher(source);
        while (line.find() && line.end() > line.start()) {
            String end = line.group(1);
            lines.add(new Line(source.substring(line.start(), line.end() - end.length()), end));
        }
        return lines;
    }

    private void place(Anchor anchor) throws Mismatch {
        if (anchor.placement() == Anchor.Placement.END) {
            last = anchor.text() + "\n";
            return;
        }
        Region region = region(anchor);
        List<Match> matches = matches(anchor.line(), region);
        if (matches.size() != anchor.times()) {
            throw new Mismatch("anchor " + anchor.name() + ": expected " + lines(anchor.times())
                    + " `" + LinePattern.fill(anchor.line(), region.bound()) + "` "
                    + place(anchor.region(), region) + ", found " + matches.size());
        }
        if (anchor.text().isEmpty()) {
            regions.put(anchor.region(),
                    new Region(region.from(), region.to(), matches.getFirst().bound()));
            return;
        }
        Map<Integer, String> where = switch (anchor.placement()) {
            case BEFORE, END -> before;
            case AFTER -> after;
            case REPLACE -> instead;
        };
        for (Match match : matches) {
            where.put(match.line(), LinePattern.fill(anchor.text(), match.bound()));
        }
    }

    private Region region(Anchor anchor) throws Mismatch {
        Region known = regions.get(anchor.region());
        if (known != null) {
            return known;
        }
        if (anchor.region().isEmpty()) {
            return new Region(0, lines.size(), Map.of());
        }
        String from = table.regions().get(anchor.region());
        List<Match> starts = matches(from, new Region(0, lines.size(), Map.of()));
        if (starts.size() != 1) {
            throw new Mismatch("anchor " + anchor.name() + ": expected 1 line `" + from
                    + "` in the file, found " + starts.size());
        }
        int start = starts.getFirst().line();
        int end = end(start).orElseThrow(() -> new Mismatch("anchor " + anchor.name()
                + ": the block that begins in line " + (start + 1)
                + " does not end at its own indentation"));
        Region region = new Region(start, end + 1, starts.getFirst().bound());
        regions.put(anchor.region(), region);
        return region;
    }

    /** The end of the block that a line begins: the next end that is indented like it. */
    private Optional<Integer> end(int start) {
        String indentation = lines.get(start).indentation();
        for (int i = start + 1; i < lines.size(); i++) {
            Line line = lines.get(i);
            if (line.indentation().equals(indentation)
                    && line.text().stripLeading().matches("end\\b.*")) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
    }

    private List<Match> matches(String line, Region region) {
        LinePattern pattern = new LinePattern(line, region.bound());
        List<Match> matches = new ArrayList<>();
        for (int i = region.from(); i < region.to(); i++) {
            int number = i;
            pattern.match(lines.get(i).text()).ifPresent(found -> {
                Map<String, String> bound = new HashMap<>(region.bound());
                bound.putAll(found);
                matches.add(new Match(number, bound));
            });
        }
        return matches;
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            String end = line.end().isEmpty() ? "\n" : line.end();
            put(text, before.get(i), line, end);
            if (instead.containsKey(i)) {
                put(text, instead.get(i), line, end);
            } else {
                text.append(line.text()).append(end);
            }
            put(text, after.get(i), line, end);
        }
        return text.append(last).toString();
    }

    private static void put(StringBuilder text, String inserted, Line at, String end) {
        if (inserted != null) {
            text.append(at.indentation()).append(inserted).append(end);
        }
    }

    private static String lines(int count) {
        return count + (count == 1 ? " line" : " lines");
    }

    private static String place(String name, Region region) {
        return name.isEmpty()
                ? "in the file"
                : "in lines " + (region.from() + 1) + " to " + region.to();
    }
}
