package dev.fxprof.export.flamegraph;

import dev.fxprof.api.ScriptRuntime;
import dev.fxprof.api.Site;
import dev.fxprof.api.SpanKind;
import java.util.Objects;

/**
 * One frame of a stack. Frames with equal labels are the same: that is all that collapsed stacks keep.
 *
 * <p>A label is safe on a line of collapsed stacks: it holds neither {@code ;} nor anything that breaks
 * or turns a line. Threads read {@code [svMain]}, all else {@code name (resource)}.
 */
public final class StackFrame {
    /** Resource of frames that no resource is known for. */
    public static final String UNKNOWN = "unknown";

    /** What stands in for parents that were not recorded. */
    static final StackFrame PLACEHOLDER = new StackFrame("lost", ScriptRuntime.ENGINE,
            SpanKind.FUNCTION, "parent not recorded");

    /** What stacks beyond the limits are counted as. */
    static final StackFrame FOLDED = new StackFrame(UNKNOWN, ScriptRuntime.ENGINE,
            SpanKind.FUNCTION, "(other stacks)");

    /** Resource of the engine itself. */
    static final String SERVER = "server";
    private static final String TICK = "tick";

    private final String label;
    private final String resource;
    private final ScriptRuntime runtime;
    private final SpanKind kind;
    private final String name;

    private StackFrame(String resource, ScriptRuntime runtime, SpanKind kind, String name) {
        this(label(name, " (" + harmless(resource).replace(" (", "_(") + ")"), resource, runtime,
                kind, name);
    }

    /** Many names, such as {@code tick (voice)}, say the resource already. */
    private static String label(String name, String suffix) {
        String safe = harmless(name);
        return safe.length() > suffix.length() && safe.endsWith(suffix) ? safe : safe + suffix;
    }

    private StackFrame(String label, String resource, ScriptRuntime runtime, SpanKind kind,
            String name) {
        this.label = label;
        this.resource = resource;
        this.runtime = runtime;
        this.kind = kind;
        this.name = name;
    }

    static StackFrame of(Site site) {
        return new StackFrame(site.resource(), site.runtime(), site.kind(), site.name());
    }

    /** The root of all stacks of a thread, or of the graph of one resource. */
    static StackFrame thread(String name) {
        return new StackFrame("[" + harmless(name) + "]", "", ScriptRuntime.ENGINE, null, name);
    }

    /** Stands above the frames of one resource in a graph, or above all. */
    static StackFrame group(String name, String resource) {
        return new StackFrame(harmless(name), resource, ScriptRuntime.ENGINE, null, name);
    }

    /**
     * Takes a label apart.
     *
     * @param isOwn whether it may be of the form {@code name (resource)}
     */
    static StackFrame parse(String label, boolean isOwn) {
        int space = label.lastIndexOf(" (");
        if (!isOwn || space < 0 || !label.endsWith(")")) {
            return new StackFrame(UNKNOWN, ScriptRuntime.ENGINE, SpanKind.FUNCTION, label);
        }
        String name = label.substring(0, space);
        String resource = label.substring(space + 2, label.length() - 1);
        boolean tick = resource.equals(SERVER) && name.equals(TICK);
        return new StackFrame(resource, ScriptRuntime.ENGINE,
                tick ? SpanKind.TICK : SpanKind.FUNCTION, name);
    }

    /** Whether a label is that of a thread. */
    static boolean isThread(String label) {
        return label.length() > 1 && label.startsWith("[") && label.endsWith("]");
    }

    /** Text without what breaks or turns a line, or has no form in XML. */
    static String harmless(String text) {
        StringBuilder safe = null;
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            char instead = character == ';' ? ':' : isHarmful(text, i) ? '?' : character;
            if (instead != character && safe == null) {
                safe = new StringBuilder(text);
            }
            if (safe != null) {
                safe.setCharAt(i, instead);
            }
        }
        return safe == null ? text : safe.toString();
    }

    private static boolean isHarmful(String text, int at) {
        char character = text.charAt(at);
        return switch (Character.getType(character)) {
            // FORMAT holds the marks that turn the direction of what follows.
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR, Character.UNASSIGNED ->
                true;
            case Character.SURROGATE -> !isWholePair(text, at);
            default -> false;
        };
    }

    private static boolean isWholePair(String text, int at) {
        return Character.isHighSurrogate(text.charAt(at))
                ? at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1))
                : at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
    }

    /**
     * What stands for the frame in collapsed stacks and flame graphs.
     *
     * @return the label
     */
    public String label() {
        return label;
    }

    /**
     * Resource that is billed.
     *
     * @return its name as recorded; empty for a thread
     */
    public String resource() {
        return resource;
    }

    /**
     * Name of the event, export, native, function, region or thread.
     *
     * @return its name as recorded
     */
    public String name() {
        return name;
    }

    /**
     * Whether the frame is no code but stands above some, such as a thread.
     *
     * @return true for what has no time of its own
     */
    public boolean isGroup() {
        return kind == null;
    }

    boolean isTick() {
        return kind == SpanKind.TICK;
    }

    boolean isPlaceholder() {
        return label.equals(PLACEHOLDER.label);
    }

    ScriptRuntime runtime() {
        return runtime;
    }

    SpanKind kind() {
        return kind;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StackFrame frame && frame.label.equals(label);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(label);
    }

    @Override
    public String toString() {
        return label;
    }
}
