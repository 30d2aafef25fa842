package dev.fxprof.it;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Which slice directly encloses which, by time alone, and what follows from that. */
final class TraceTree {
    static final int NONE = -1;

    private static final int LISTED = 20;
    private static final String LOST_PARENT = "parent not recorded";

    final LoadedTrace file;
    final List<String> violations = new ArrayList<>();
    private final int[] encloser;

    TraceTree(LoadedTrace file) {
        this.file = file;
        encloser = new int[file.slices];
        Map<Integer, Deque<Integer>> open = new HashMap<>();
        for (int i = 0; i < file.slices; i++) {
            encloser[i] = enter(open.computeIfAbsent(file.track(i), t -> new ArrayDeque<>()), i);
        }
    }

    private int enter(Deque<Integer> open, int i) {
        while (!open.isEmpty() && file.end(open.peek()) <= file.start(i)) {
            open.pop();
        }
        int around = open.isEmpty() ? NONE : open.peek();
        boolean nests = around == NONE
                || file.start(i) >= file.start(around) && file.end(i) <= file.end(around);
        if (!nests && violations.size() < LISTED) {
            violations.add(file.describe(i) + " is not within " + file.describe(around));
        }
        open.push(i);
        return around;
    }

    /** The slice around a slice, or {@link #NONE}. */
    int encloser(int i) {
        return encloser[i];
    }

    int outermost(int i) {
        int at = i;
        while (encloser[at] != NONE) {
            at = encloser[at];
        }
        return at;
    }

    /** The nearest slice around that has a name, or {@link #NONE}. */
    int ancestor(int i, String name) {
        int at = encloser[i];
        while (at != NONE && !file.name(at).equals(name)) {
            at = encloser[at];
        }
        return at;
    }

    /** Runtimes and kinds from the outermost to a slice, such as {@code lua function}. */
    List<String> path(int i) {
        List<String> path = new ArrayList<>();
        for (int at = i; at != NONE; at = encloser[at]) {
            path.addFirst(file.site(at).runtime() + " " + file.kind(at));
        }
        return path;
    }

    String parentName(int i) {
        int around = encloser[i];
        return around == NONE ? "" : file.isPlaceholder(around) ? LOST_PARENT : file.name(around);
    }

    /** How many spans each combination of resource, kind, name and parent's name has. */
    Map<String, Long> structure() {
        Map<Long, Long> bySite = new HashMap<>();
        for (int i = 0; i < file.slices; i++) {
            if (file.beginsSpan(i)) {
                bySite.merge((long) parentKey(i) << 32 | file.siteNumber(i), 1L, Long::sum);
            }
        }
        Map<String, Long> structure = new TreeMap<>();
        bySite.forEach((key, count) -> {
            LoadedTrace.Site site = file.sites.get(key.intValue());
            structure.merge(String.join("\t", site.resource(), site.kind(), site.name(),
                    parentSite((int) (key >> 32))), count, Long::sum);
        });
        return structure;
    }

    private int parentKey(int i) {
        int around = encloser[i];
        return around == NONE ? -1 : file.siteNumber(around);
    }

    private String parentSite(int number) {
        return number < 0 ? "" : file.sites.get(number).name();
    }

    /** SHA-256 over the sorted lines of {@link #structure()}, spans of kind gc left out. */
    String structureHash() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            structure().forEach((line, count) -> {
                if (!line.split("\t", -1)[1].equals("gc")) {
                    digest.update((line + '\t' + count + '\n').getBytes(StandardCharsets.UTF_8));
                }
            });
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** For each tick, the slices in it but for functions: how many, how deep, how many natives. */
    List<Tick> ticks() {
        List<Tick> ticks = new ArrayList<>();
        int[] level = new int[file.slices];
        Tick tick = null;
        for (int i = 0; i < file.slices; i++) {
            boolean isTick = "tick".equals(file.kind(i));
            if (isTick) {
                tick = new Tick();
                ticks.add(tick);
            }
            boolean boundary = !"function".equals(file.kind(i));
            int around = encloser[i];
            boolean inTick = isTick || around != NONE && level[around] > 0;
            if (inTick) {
                level[i] = (isTick ? 0 : level[around]) + (boundary ? 1 : 0);
                tick.add(boundary && file.beginsSpan(i), "native".equals(file.kind(i)), level[i]);
            }
        }
        return ticks;
    }

    /** What one tick of the server holds. */
    static final class Tick {
        int boundarySpans;
        int natives;
        int levels;

        private void add(boolean span, boolean isNative, int level) {
            boundarySpans += span ? 1 : 0;
            natives += isNative ? 1 : 0;
            levels = Math.max(levels, level);
        }
    }
}
