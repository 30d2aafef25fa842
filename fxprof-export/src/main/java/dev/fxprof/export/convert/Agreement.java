package dev.fxprof.export.convert;

import dev.fxprof.export.flamegraph.StackFrame;
import dev.fxprof.export.flamegraph.StackTotals;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a conversion must keep, and what it did not.
 *
 * <p>Formats that keep single slices agree on spans, slices, total time by name, and nesting. Those that
 * only keep stacks agree on self time per stack and on the grand total, to a microsecond a stack.
 *
 * @param compared names of what was compared
 * @param differences one sentence for each, the first few; empty if there is none
 */
public record Agreement(List<String> compared, List<String> differences) {
    private static final Set<String> STACKS = Set.of("collapsed", "flamegraph",
            "speedscope-sampled");
    private static final long MICROSECOND = 1000;
    private static final int MOST_SENTENCES = 10;

    /** Makes copies. */
    public Agreement {
        compared = List.copyOf(compared);
        differences = List.copyOf(differences);
    }

    /**
     * Compares two recordings.
     *
     * @param format what the second was written as
     * @param input digest of the first
     * @param output digest of the second
     * @return where they differ
     */
    public static Agreement of(String format, CaptureDigest input, CaptureDigest output) {
        List<String> found = new ArrayList<>();
        if (STACKS.contains(format)) {
            compareStacks(input.stacks(), output.stacks(), found);
            return new Agreement(compared(format), found);
        }
        compare("spans", input.spans(), output.spans(), found);
        compare("slices", input.slices(), output.slices(), found);
        compare("nanoseconds of ", input.totalNanos(), output.totalNanos(), found);
        if (!input.nestings().isSame(output.nestings())) {
            int before = found.size();
            compare("slices ", input.nestings().counts(), output.nestings().counts(), found);
            if (found.size() == before) {
                add("the slices nest in another way", found);
            }
        }
        return new Agreement(compared(format), found);
    }

    /**
     * Says that what was written cannot be read back.
     *
     * @param format what it was written as
     * @param problem what is wrong with it
     * @return no agreement
     */
    public static Agreement unreadable(String format, String problem) {
        return new Agreement(compared(format), List.of(problem));
    }

    private static List<String> compared(String format) {
        return STACKS.contains(format)
                ? List.of("selfNanosByStack", "selfNanos")
                : List.of("spans", "slices", "totalNanos", "nesting");
    }

    /**
     * Whether nothing differs.
     *
     * @return true if both recordings hold the same
     */
    public boolean isEqual() {
        return differences.isEmpty();
    }

    private static void add(String sentence, List<String> found) {
        if (found.size() < MOST_SENTENCES) {
            found.add(sentence);
        }
    }

    private static void compare(String what, long input, long output, List<String> found) {
        if (input != output) {
            add(output + " " + what + " instead of " + input, found);
        }
    }

    private static void compare(String what, Map<String, Long> input, Map<String, Long> output,
            List<String> found) {
        Set<String> names = new TreeSet<>(input.keySet());
        names.addAll(output.keySet());
        for (String name : names) {
            compare(what + "'" + name + "'", input.getOrDefault(name, 0L),
                    output.getOrDefault(name, 0L), found);
        }
    }

    private record Child(int parent, StackFrame frame) {}

    private static void compareStacks(StackTotals input, StackTotals output, List<String> found) {
        Map<Child, Integer> known = new HashMap<>();
        for (int node = 1; node < input.size(); node++) {
            known.put(new Child(input.parent(node), input.frame(node)), node);
        }
        int[] match = new int[output.size()];
        boolean[] met = new boolean[input.size()];
        for (int node = 1; node < output.size(); node++) {
            int parent = match[output.parent(node)];
            match[node] = parent < 0
                    ? -1
                    : known.getOrDefault(new Child(parent, output.frame(node)), -1);
            if (match[node] >= 0) {
                met[match[node]] = true;
            }
            compareSelf(match[node] < 0 ? 0 : input.selfNanos(match[node]),
                    output.selfNanos(node), output, node, found);
        }
        for (int node = 1; node < input.size(); node++) {
            if (!met[node]) {
                compareSelf(input.selfNanos(node), 0, input, node, found);
            }
        }
        long stacks = Math.max(input.size(), output.size());
        if (Math.abs(input.totalNanos() - output.totalNanos()) > stacks * MICROSECOND) {
            compare("nanoseconds of all stacks", input.totalNanos(), output.totalNanos(), found);
        }
    }

    private static void compareSelf(long input, long output, StackTotals of, int node,
            List<String> found) {
        if (Math.abs(input - output) > MICROSECOND && found.size() < MOST_SENTENCES) {
            compare("nanoseconds of '" + of.stack(node) + "'", input, output, found);
        }
    }
}
