package dev.fxprof.ringbuffer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

final class TreeChecks {
    private record Key(long span, long start) {}

    private final long seed;
    private final List<String> problems = new ArrayList<>();

    TreeChecks(long seed) {
        this.seed = seed;
    }

    private void check(boolean right, String what, Object about) {
        if (!right) {
            problems.add("seed " + seed + ": " + what + ": " + about);
        }
    }

    List<String> nesting(Tree tree) {
        nest(tree, Long.MIN_VALUE);
        return problems;
    }

    private long nest(Tree tree, long before) {
        List<Tree.Slice> slices = tree.slices();
        long[] free = new long[slices.size()];
        long[] self = new long[slices.size()];
        long freeAtTop = before;
        for (int i = 0; i < slices.size(); i++) {
            Tree.Slice s = slices.get(i);
            int p = s.parent();
            check(p < i, "parent comes first", s);
            check(s.start() <= s.end(), "ends after it starts", s);
            check(s.depth() == (p < 0 ? 0 : slices.get(p).depth() + 1), "depth", s);
            check(s.start() >= (p < 0 ? freeAtTop : free[p]), "begins after its elder sibling", s);
            if (p >= 0) {
                Tree.Slice parent = slices.get(p);
                check(s.start() >= parent.start(), "begins in its parent", s);
                check(s.end() <= parent.end(), "ends in its parent", s);
                free[p] = s.end();
                self[p] -= s.end() - s.start();
            } else {
                freeAtTop = s.end();
            }
            free[i] = s.start();
            self[i] += s.end() - s.start();
        }
        for (int i = 0; i < slices.size(); i++) {
            check(slices.get(i).self() == self[i] && self[i] >= 0, "self time", slices.get(i));
        }
        long roots = tree.roots().stream().mapToLong(r -> r.end() - r.start()).sum();
        check(slices.stream().mapToLong(Tree.Slice::self).sum() == roots, "sum of self times",
                roots);
        return freeAtTop;
    }

    List<String> afterLoss(List<Recorded> all, List<Recorded> fed, List<Tree> trees) {
        Map<Key, Recorded> known = new HashMap<>();
        fed.stream().filter(Recorded::isSlice)
                .forEach(r -> known.put(new Key(r.span(), r.start()), r));
        Map<Key, Key> enclosing = enclosing(all);
        long free = Long.MIN_VALUE;
        int delivered = 0;
        for (Tree tree : trees) {
            free = nest(tree, free);
            for (Tree.Slice s : tree.slices()) {
                if (!s.placeholder()) {
                    delivered++;
                    lossless(s, known);
                    placed(tree, s, known, enclosing);
                }
            }
        }
        check(delivered == known.size(), "every slice fed is delivered", delivered);
        return problems;
    }

    private void lossless(Tree.Slice s, Map<Key, Recorded> known) {
        Recorded r = known.get(new Key(s.span(), s.start()));
        check(r != null && r.end() == s.end() && r.site() == s.site() && r.depth() == s.depth()
                && r.parent() == s.parentSpan() && r.source() == s.source()
                && r.isContinued() != s.first() && r.isUnfinished() == s.unfinished(),
                "delivered as recorded", s);
    }

    private void placed(Tree tree, Tree.Slice s, Map<Key, Recorded> known,
            Map<Key, Key> enclosing) {
        Key expected = enclosing.get(new Key(s.span(), s.start()));
        Tree.Slice at = s;
        while (expected != null) {
            if (at.parent() < 0) {
                check(false, "hangs under " + expected, s);
                return;
            }
            at = tree.slices().get(at.parent());
            if (known.containsKey(expected)) {
                check(!at.placeholder() && at.span() == expected.span
                        && at.start() == expected.start, "ancestor is " + expected, s);
            } else {
                check(at.placeholder(), "placeholder stands in for " + expected, s);
            }
            expected = enclosing.get(expected);
        }
        check(at.parent() < 0, "nothing above the outermost", s);
    }

    private static Map<Key, Key> enclosing(List<Recorded> all) {
        Recorded[] slices = all.stream().filter(Recorded::isSlice).toArray(Recorded[]::new);
        Arrays.sort(slices, (x, y) -> Long.compare(x.start(), y.start()));
        Map<Key, Key> enclosing = new HashMap<>();
        List<Recorded> open = new ArrayList<>();
        for (Recorded r : slices) {
            while (!open.isEmpty() && open.getLast().end() <= r.start()) {
                open.removeLast();
            }
            if (!open.isEmpty()) {
                Recorded parent = open.getLast();
                enclosing.put(new Key(r.span(), r.start()),
                        new Key(parent.span(), parent.start()));
            }
            open.add(r);
        }
        return enclosing;
    }
}
