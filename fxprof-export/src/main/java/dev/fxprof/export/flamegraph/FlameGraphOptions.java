package dev.fxprof.export.flamegraph;

import java.util.Objects;

/**
 * How a flame graph is to look.
 *
 * @param title headline
 * @param resource the resource whose calls alone are shown, with all that they call; empty for all
 * @param inverted whether the root is at the top, as an icicle graph has it, else at the bottom
 * @param width pixels, 300 to 10,000; a script adapts it to the window once the graph is shown
 * @param minimumWidth frames narrower than so many pixels are counted, not drawn; 0.001 or more
 * @param document whether the SVG is a file of its own, else a part of an HTML page
 * @param data whether it carries its stacks, so that the graph can be read back as a recording
 */
public record FlameGraphOptions(String title, String resource, boolean inverted, int width,
        double minimumWidth, boolean document, boolean data) {
    /** All resources, root at the bottom, a file of its own that can be read back. */
    public static final FlameGraphOptions DEFAULT = new FlameGraphOptions("Flame graph", "", false,
            1200, 0.1, true, true);

    private static final int LEAST_WIDTH = 300;
    private static final int MOST_WIDTH = 10_000;
    private static final double LEAST_MINIMUM = 0.001;

    /** Checks the ranges. */
    public FlameGraphOptions {
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(resource, "resource");
        if (width < LEAST_WIDTH || width > MOST_WIDTH) {
            throw new IllegalArgumentException("a flame graph is " + LEAST_WIDTH + " to "
                    + MOST_WIDTH + " pixels wide, not " + width);
        }
        if (!(minimumWidth >= LEAST_MINIMUM)) {
            throw new IllegalArgumentException("frames of a flame graph are at least "
                    + LEAST_MINIMUM + " pixels wide, not " + minimumWidth);
        }
    }

    /**
     * The same with another headline.
     *
     * @param newTitle headline
     * @return the options
     */
    public FlameGraphOptions titled(String newTitle) {
        return new FlameGraphOptions(newTitle, resource, inverted, width, minimumWidth, document,
                data);
    }

    /**
     * The same for one resource.
     *
     * @param only name of the resource, or empty for all
     * @return the options
     */
    public FlameGraphOptions of(String only) {
        return new FlameGraphOptions(title, only, inverted, width, minimumWidth, document, data);
    }

    /**
     * The same with the root at the top or at the bottom.
     *
     * @param down whether the root is at the top
     * @return the options
     */
    public FlameGraphOptions inverted(boolean down) {
        return new FlameGraphOptions(title, resource, down, width, minimumWidth, document, data);
    }

    /**
     * The same with another limit for narrow frames.
     *
     * @param pixels frames below are counted, not drawn
     * @return the options
     */
    public FlameGraphOptions minimumWidth(double pixels) {
        return new FlameGraphOptions(title, resource, inverted, width, pixels, document, data);
    }

    /**
     * The same as a part of an HTML page, without its stacks.
     *
     * @return the options
     */
    public FlameGraphOptions inPage() {
        return new FlameGraphOptions(title, resource, inverted, width, minimumWidth, false, false);
    }
}
