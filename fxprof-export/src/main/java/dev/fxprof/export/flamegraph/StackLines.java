package dev.fxprof.export.flamegraph;

import dev.fxprof.api.MalformedTraceException;
import dev.fxprof.export.capture.CaptureBuilder;
import dev.fxprof.export.capture.ReadTrack;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes slices of collapsed stacks: one stack after the other, what two of them begin with in common as
 * one slice.
 */
final class StackLines {
    static final Pattern LINE = Pattern.compile("(.*\\S)\\s+(\\d{1,18})(\\.\\d*)?\\s*",
            Pattern.DOTALL);

    private static final Pattern COUNT_BEFORE = Pattern.compile(".*\\s\\d+(\\.\\d*)?",
            Pattern.DOTALL);
    /** How perf and async-profiler mark frames: kernel, inlined, compiled and the like. */
    private static final Pattern MARK = Pattern.compile("_\\[[a-z0-9]]$");
    private static final String ALL = "all";
    private static final long MOST_NANOS = 1L << 60;
    private static final int MOST_KNOWN = 1 << 18;
    private static final int MOST_FRAMES = 1 << 16;

    private final class Thread {
        final ReadTrack track;
        long now;
        int[] open = new int[16];
        int depth;

        Thread(ReadTrack track) {
            this.track = track;
        }

        void take(int[] sites, int count, long nanos) throws IOException {
            int common = 0;
            while (common < Math.min(depth, count) && open[common] == sites[common]) {
                common++;
            }
            for (; depth > common; depth--) {
                track.end(now);
            }
            if (count > open.length) {
                open = Arrays.copyOf(open, Math.max(count, 2 * open.length));
            }
            for (; depth < count; depth++) {
                open[depth] = sites[depth];
                int row = track.begin(sites[depth], now);
                if (sites[depth] == placeholder && row != ReadTrack.NONE) {
                    track.mark(row, ReadTrack.PLACEHOLDER);
                }
            }
            now += nanos;
        }

        void finish() {
            for (; depth > 0; depth--) {
                track.end(now);
            }
        }
    }

    private final CaptureBuilder builder;
    private final Function<String, MalformedTraceException> problem;
    private final Map<String, Thread> threads = new HashMap<>();
    private final Map<String, Integer> own = new HashMap<>();
    private final Map<String, Integer> foreign = new HashMap<>();
    private final int placeholder;
    private int[] sites = new int[64];
    private long total;
    private long lines;
    private long withTwoCounts;

    /**
     * Starts with nothing.
     *
     * @param problem makes an exception that names the place where reading is
     */
    StackLines(CaptureBuilder builder, Function<String, MalformedTraceException> problem) {
        this.builder = builder;
        this.problem = problem;
        placeholder = intern(StackFrame.PLACEHOLDER);
    }

    private int intern(StackFrame frame) {
        return builder.sites().intern(frame.resource(), frame.runtime(), frame.kind(),
                frame.name(), "", 0);
    }

    void take(String line) throws IOException {
        if (line.isBlank()) {
            return;
        }
        Matcher parts = LINE.matcher(line);
        if (!parts.matches()) {
            throw problem.apply("expected frames with ; between them, then a blank and a count");
        }
        lines++;
        String stack = parts.group(1);
        withTwoCounts += COUNT_BEFORE.matcher(stack).matches() ? 1 : 0;
        long nanos = Long.parseLong(parts.group(2));
        if (parts.group(3) != null && Double.parseDouble("0" + parts.group(3)) >= 0.5) {
            nanos++;
        }
        total += nanos;
        if (total > MOST_NANOS) {
            throw problem.apply("the counts add up to more than " + MOST_NANOS);
        }
        if (nanos > 0) {
            add(stack, nanos);
        }
    }

    private void add(String stack, long nanos) throws IOException {
        int end = end(stack, 0);
        boolean named = end < stack.length() && StackFrame.isThread(stack.substring(0, end));
        String name = named ? stack.substring(1, end - 1) : ALL;
        Thread thread = threads.get(name);
        if (thread == null) {
            thread = new Thread(builder.track(name));
            threads.put(name, thread);
        }
        int count = 0;
        for (int from = named ? end + 1 : 0; from <= stack.length(); from = end + 1) {
            end = end(stack, from);
            if (count == MOST_FRAMES) {
                throw problem.apply("a stack has more than " + MOST_FRAMES + " frames");
            }
            if (count == sites.length) {
                sites = Arrays.copyOf(sites, 2 * count);
            }
            sites[count++] = site(stack.substring(from, end), named);
        }
        thread.take(sites, count, nanos);
    }

    private static int end(String stack, int from) {
        int end = stack.indexOf(';', from);
        return end < 0 ? stack.length() : end;
    }

    private int site(String label, boolean named) {
        Map<String, Integer> known = named ? own : foreign;
        Integer site = known.get(label);
        if (site == null) {
            if (known.size() >= MOST_KNOWN) {
                known.clear();
            }
            site = intern(StackFrame.parse(MARK.matcher(label).replaceFirst(""), named));
            known.put(label, site);
        }
        return site;
    }

    /** Sum of all counts. */
    long total() {
        return total;
    }

    /** Ends all slices. */
    void finish() throws MalformedTraceException {
        if (lines > 0 && withTwoCounts == lines) {
            throw problem.apply("each line ends with two counts, as for a comparison of two"
                    + " recordings; expected one");
        }
        threads.values().forEach(Thread::finish);
    }
}
