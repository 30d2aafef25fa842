package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/** The rules that every trace keeps, see docs/trace.md. */
final class TraceCheck {
    /** What the rest of the run may have taken away from a file. */
    enum State {
        /** Nothing. */
        WHOLE,
        /** Slices, causes and parents in other files. */
        ROTATED,
        /** Everything behind the last whole event. */
        CUT,
        /** Records that a full ring refused. */
        LOSSY
    }

    private static final int LISTED = 20;
    private static final int FEW_SLICES = 16;

    /** One end of a flow at a slice. */
    private record Target(long span, long nanos) {}

    private final LoadedTrace file;
    private final TraceTree tree;
    private final State state;
    private final LongIndex lastOfSpan = new LongIndex();
    private final int[] before;
    /** Slices of spans that have more than a few, by their starts. */
    private final Map<Long, NavigableMap<Long, Integer>> manySlices = new HashMap<>();
    private final List<String> problems = new ArrayList<>();
    private final Set<Target> continues = new HashSet<>();
    private int found;

    private TraceCheck(TraceTree tree, State state) {
        this.tree = tree;
        this.file = tree.file;
        this.state = state;
        this.before = new int[file.slices];
    }

    static TraceTree check(LoadedTrace file, State state) {
        TraceTree tree = new TraceTree(file);
        TraceCheck check = new TraceCheck(tree, state);
        check.run();
        assertThat(check.problems).as("%s breaks rules %d times", file.path, check.found)
                .isEmpty();
        return tree;
    }

    private void run() {
        tree.violations.forEach(this::problem);
        // They stand at the end of the file, behind what follows from them.
        file.all().filter(file::isStandIn)
                .forEach(i -> before[i] = lastOfSpan.put(file.span(i), i));
        for (int i = 0; i < file.slices; i++) {
            fields(i);
            identity(i);
            parent(i);
        }
        flows();
        for (int i = 0; i < file.slices; i++) {
            if (file.isContinued(i)) {
                continued(i);
            }
        }
    }

    private void fields(int i) {
        LoadedTrace.Site site = file.site(i);
        boolean complete = file.isPlaceholder(i) || file.span(i) > 0 && site.resource() != null
                && site.runtime() != null && site.kind() != null;
        require(complete, i, "lacks span_id, resource, runtime or kind");
        require(file.isPlaceholder(i) || site.category().equals(site.resource()), i,
                "has another category than its resource");
        require(file.span(i) < 1L << 53, i, "has an id that JavaScript cannot hold");
        require(file.namedTracks.contains(file.track(i)), i, "is on a track without a name");
        boolean allowed = state == State.LOSSY || state == State.ROTATED && file.isStandIn(i);
        require(allowed || !file.isPlaceholder(i), i, "is a placeholder");
    }

    private void identity(int i) {
        if (file.isPlaceholder(i)) {
            return;
        }
        before[i] = lastOfSpan.put(file.span(i), i);
        require(file.isContinued(i) || before[i] == LongIndex.NONE, i, "has an id that is taken");
        require(!file.isContinued(i) || before[i] != LongIndex.NONE || state == State.LOSSY, i,
                "continues a span that has no slice before");
        require(file.earlier(i) == 0 || state == State.ROTATED, i, "refers to an earlier file");
        if (file.earlier(i) != 0 && !file.goesOn(i)) {
            require(lastOfSpan.get(file.earlier(i)) == LongIndex.NONE, i,
                    "refers to an earlier file for a span of this file");
        }
    }

    private void parent(int i) {
        int around = tree.encloser(i);
        long parent = file.parent(i);
        require(parent == 0 || around != TraceTree.NONE && file.span(around) == parent, i,
                "is not directly within its parent");
        boolean lost = file.isPlaceholder(i) || around != TraceTree.NONE
                && file.isPlaceholder(around);
        require(parent != 0 || around == TraceTree.NONE || lost || file.earlier(i) != 0, i,
                "does not name its parent");
        require(parent == 0 || file.earlier(i) == 0, i,
                "names a parent and an earlier span");
    }

    private void flows() {
        Map<Long, LoadedTrace.FlowEnd> open = new HashMap<>();
        for (LoadedTrace.FlowEnd start : file.flowStarts) {
            require(open.put(start.id(), start) == null, start, "begins twice");
        }
        for (LoadedTrace.FlowEnd finish : file.flowFinishes) {
            LoadedTrace.FlowEnd start = open.remove(finish.id());
            boolean fits = start != null && start.name().equals(finish.name());
            require(fits, finish, "has no beginning");
            if (fits) {
                ends(start, finish);
            }
        }
        int allowed = state == State.CUT ? 1 : 0;
        if (open.size() > allowed) {
            open.values().forEach(start -> require(false, start, "has no end"));
        }
    }

    /** One end names the spans, or both do alike: a viewer would merge what the ends say. */
    private void ends(LoadedTrace.FlowEnd start, LoadedTrace.FlowEnd finish) {
        long from = Math.max(start.from(), finish.from());
        long to = Math.max(start.to(), finish.to());
        require(from > 0 && to > 0, start, "names no spans");
        if (start.name().equals("continue")) {
            require(from == to, start, "continues another span");
            continues.add(new Target(to, finish.nanos()));
        }
        require(start.nanos() <= finish.nanos(), start, "ends before it begins");
        if (state == State.LOSSY) {
            return;
        }
        int source = sliceAt(from, start.nanos());
        require(source != TraceTree.NONE, start, "does not begin within a slice of its cause");
        require(source == TraceTree.NONE || file.track(source) == start.track(), start,
                "does not begin on the track of its cause");
        int target = sliceAt(to, finish.nanos());
        require(target != TraceTree.NONE && file.start(target) == finish.nanos(), finish,
                "does not end at the start of its effect");
        require(target == TraceTree.NONE || file.track(target) == finish.track(), finish,
                "does not end on the track of its effect");
    }

    private int sliceAt(long span, long nanos) {
        int i = lastOfSpan.get(span);
        for (int steps = 0; i != LongIndex.NONE && !holds(i, nanos); steps++) {
            if (steps == FEW_SLICES) {
                return amongMany(span, nanos);
            }
            i = before[i];
        }
        return i;
    }

    private boolean holds(int i, long nanos) {
        return file.start(i) <= nanos && nanos <= file.end(i);
    }

    private int amongMany(long span, long nanos) {
        Map.Entry<Long, Integer> last = manySlices.computeIfAbsent(span, this::byStart)
                .floorEntry(nanos);
        return last != null && holds(last.getValue(), nanos) ? last.getValue() : LongIndex.NONE;
    }

    private NavigableMap<Long, Integer> byStart(long span) {
        NavigableMap<Long, Integer> slices = new TreeMap<>();
        for (int i = lastOfSpan.get(span); i != LongIndex.NONE; i = before[i]) {
            slices.putIfAbsent(file.start(i), i);
        }
        return slices;
    }

    private void continued(int i) {
        boolean cutOff = state == State.CUT
                && tree.outermost(i) == tree.outermost(file.slices - 1);
        boolean tied = continues.contains(new Target(file.span(i), file.start(i)));
        require(tied || cutOff || state == State.LOSSY, i, "is not tied to the slice before");
    }

    private void require(boolean kept, int slice, String what) {
        if (!kept) {
            problem(file.describe(slice) + " " + what);
        }
    }

    private void require(boolean kept, LoadedTrace.FlowEnd flow, String what) {
        if (!kept) {
            problem(flow + " " + what);
        }
    }

    private void problem(String sentence) {
        if (found++ < LISTED) {
            problems.add(sentence);
        }
    }
}
