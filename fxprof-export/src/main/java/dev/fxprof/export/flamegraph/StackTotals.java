package dev.fxprof.export.flamegraph;

import dev.fxprof.api.Capture;
import dev.fxprof.api.SiteTable;
import dev.fxprof.api.SpanBatch;
import dev.fxprof.api.SpanObserver;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Adds up self time and calls by stack, as a span stream passes or from a capture. Stacks begin with the
 * thread; threads of one name are one.
 *
 * <p>Self time is what was measured: a slice that stands for several calls counts its own time once, and
 * as many calls. Placeholders are frames like others, but no calls.
 *
 * <p>Assumptions: one thread calls all methods, or calls are ordered otherwise.
 *
 * <p>Guarantees: memory is bounded. Frames deeper than {@value #MOST_DEPTH}, and new stacks once there
 * are as many as were allowed or their text would fill {@value #MOST_TEXT} characters, are counted as
 * {@code (other stacks)} below the frame that called them, so that no time is lost.
 */
public final class StackTotals implements SpanObserver {
    /** Number of the node above all stacks. */
    public static final int ROOT = StackTree.ROOT;
    /** Distinct stacks that are kept apart, unless told otherwise. */
    public static final int DEFAULT_STACKS = 1 << 18;
    /** Deepest frame that is kept. */
    public static final int MOST_DEPTH = 1 << 10;
    /** Most characters of all stacks together, written out. */
    public static final long MOST_TEXT = 1L << 28;

    private final SiteTable sites;
    private final int mostStacks;
    private final StackTree tree = new StackTree();
    private final Map<Integer, Integer> tracks = new HashMap<>();
    private final int folded = tree.number(StackFrame.FOLDED);
    private final int placeholder = tree.number(StackFrame.PLACEHOLDER);
    private int[] frameOfSite = new int[256];
    private int[] nodes = new int[64];
    private int[] textOf = new int[64];
    private long text;
    private long foldedSlices;

    /**
     * Starts with nothing.
     *
     * @param sites sites of the stream
     */
    public StackTotals(SiteTable sites) {
        this(sites, DEFAULT_STACKS);
    }

    /**
     * Starts with nothing.
     *
     * @param sites sites of the stream
     * @param mostStacks how many distinct stacks are kept apart, 1 or more
     */
    public StackTotals(SiteTable sites, int mostStacks) {
        this.sites = sites;
        this.mostStacks = mostStacks;
    }

    /**
     * Adds up a capture.
     *
     * @param capture replayed once
     * @return its stacks
     * @throws IOException if the capture's temporary file cannot be read
     */
    public static StackTotals of(Capture capture) throws IOException {
        StackTotals totals = new StackTotals(capture.sites());
        capture.replay(totals);
        return totals;
    }

    @Override
    public void track(int track, String name) {
        tracks.put(track, child(ROOT, tree.number(StackFrame.thread(name))));
    }

    @Override
    public void accept(SpanBatch batch) {
        int slices = batch.slices();
        if (slices == 0) {
            return;
        }
        if (slices > nodes.length) {
            nodes = new int[Math.max(slices, 2 * nodes.length)];
        }
        Integer thread = tracks.get(batch.track());
        if (thread == null) {
            throw new IllegalStateException("track " + batch.track() + " was not announced");
        }
        for (int i = 0; i < slices; i++) {
            int around = batch.parent(i);
            boolean lost = batch.isPlaceholder(i);
            int node = child(around < 0 ? thread : nodes[around],
                    lost ? placeholder : frameNumber(batch.site(i)));
            nodes[i] = node;
            tree.add(node, Math.max(0, batch.selfNanos(i)),
                    batch.isFirst(i) && !lost ? batch.calls(i) : 0);
        }
    }

    private int frameNumber(int site) {
        if (site >= frameOfSite.length) {
            frameOfSite = Arrays.copyOf(frameOfSite, Math.max(site + 1, 2 * frameOfSite.length));
        }
        if (frameOfSite[site] == 0) {
            frameOfSite[site] = tree.number(StackFrame.of(sites.site(site))) + 1;
        }
        return frameOfSite[site] - 1;
    }

    private int child(int under, int frame) {
        int known = tree.find(under, frame);
        if (known >= 0) {
            return known;
        }
        int length = textOf[under] + tree.numbered(frame).label().length() + 1;
        if (tree.size() <= mostStacks && text + length <= MOST_TEXT
                && tree.depth(under) < MOST_DEPTH) {
            return add(under, frame, length);
        }
        return fold(under);
    }

    /** The one node below another that takes what is not kept apart. */
    private int fold(int under) {
        foldedSlices++;
        if (under != ROOT && tree.frame(under).equals(StackFrame.FOLDED)) {
            return under;
        }
        int known = tree.find(under, folded);
        return known >= 0
                ? known
                : add(under, folded, textOf[under] + StackFrame.FOLDED.label().length() + 1);
    }

    private int add(int under, int frame, int length) {
        int node = tree.add(under, frame);
        if (node >= textOf.length) {
            textOf = Arrays.copyOf(textOf, 2 * node);
        }
        textOf[node] = length;
        text += length;
        return node;
    }

    /**
     * Number of nodes. Each but {@link #ROOT} stands for a stack, and has a higher number than the one
     * above it.
     *
     * @return 1 or more
     */
    public int size() {
        return tree.size();
    }

    /**
     * The stack less its innermost frame.
     *
     * @param node 1 or more
     * @return a lower number
     */
    public int parent(int node) {
        return tree.parent(node);
    }

    /**
     * The innermost frame of a stack.
     *
     * @param node 1 or more
     * @return its last frame
     */
    public StackFrame frame(int node) {
        return tree.frame(node);
    }

    /**
     * Time that a stack took itself.
     *
     * @param node 0 or more
     * @return nanoseconds
     */
    public long selfNanos(int node) {
        return tree.self(node);
    }

    /**
     * How often a stack was entered.
     *
     * @param node 0 or more
     * @return calls, estimated where not all were recorded
     */
    public long calls(int node) {
        return tree.calls(node);
    }

    /**
     * Time of all stacks.
     *
     * @return nanoseconds
     */
    public long totalNanos() {
        return tree.totals()[ROOT];
    }

    /** Slices that were counted as {@code (other stacks)}. */
    long folded() {
        return foldedSlices;
    }

    /**
     * A stack as collapsed stacks write it.
     *
     * @param node 1 or more
     * @return labels with {@code ;} between them, the outermost first
     */
    public String stack(int node) {
        return tree.stack(node, new StringBuilder(textOf[node]));
    }

    /** The stacks themselves. */
    StackTree tree() {
        return tree;
    }
}
