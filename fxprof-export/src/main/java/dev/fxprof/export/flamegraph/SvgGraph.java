package dev.fxprof.export.flamegraph;

import dev.fxprof.export.page.PageText;
import java.io.IOException;

/** Draws a tree as SVG: one group a frame, which the script finds by its data attributes. */
final class SvgGraph {
    /** What a frame says and how it looks. */
    interface Face {
        String fill(int node);

        /** What is said about a frame beside its name. */
        String details(int node);

        /** What is said about the whole. */
        String summary();
    }

    private static final int ROW = 17;
    private static final int HEAD = 46;
    private static final int FOOT = 44;
    private static final int MARGIN = 10;
    private static final double CHARACTER = 7.25;
    private static final int LEAST_TEXT = 3;
    private static final int FIRST_WIDE = 0x1100;

    private final StackTree tree;
    private final FlameLayout layout;
    private final FlameGraphOptions options;
    private final Face face;
    private final Appendable to;
    private final int height;
    private final double scale;

    SvgGraph(StackTree tree, FlameLayout layout, FlameGraphOptions options, Face face,
            Appendable to) {
        this.tree = tree;
        this.layout = layout;
        this.options = options;
        this.face = face;
        this.to = to;
        height = HEAD + (layout.deepest() + 1) * ROW + FOOT;
        scale = (options.width() - 2.0 * MARGIN) / Math.max(1, layout.total(StackTree.ROOT));
    }

    void begin(String data) throws IOException {
        if (options.document()) {
            to.append("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n");
        }
        to.append("<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"fxfg\" width=\"")
                .append(Integer.toString(options.width())).append("\" height=\"")
                .append(Integer.toString(height)).append("\" viewBox=\"0 0 ")
                .append(Integer.toString(options.width())).append(' ')
                .append(Integer.toString(height)).append("\" role=\"group\" aria-label=\"")
                .append(PageText.escape(StackFrame.harmless(options.title())))
                .append("\" data-row=\"").append(Integer.toString(ROW))
                .append("\" data-inverted=\"")
                .append(Boolean.toString(options.inverted())).append("\" data-document=\"")
                .append(Boolean.toString(options.document())).append("\" data-minimum=\"")
                .append(Double.toString(options.minimumWidth())).append("\">\n");
        to.append("<metadata class=\"fxfg-data\" ").append(data);
    }

    /** Draws everything behind the data. */
    void rest() throws IOException {
        to.append("</metadata>\n<style>").append(FlameGraphParts.STYLE).append("</style>\n");
        to.append("<rect class=\"fxfg-back\" width=\"100%\" height=\"100%\"/>\n");
        text("fxfg-title", MARGIN, 20, StackFrame.harmless(options.title()));
        text("fxfg-summary", MARGIN, 37, face.summary());
        to.append("<g class=\"fxfg-frames\">\n");
        for (int node = StackTree.ROOT; node < tree.size(); node++) {
            if (layout.isDrawn(node)) {
                frame(node);
            }
        }
        to.append("</g>\n");
        text("fxfg-details", MARGIN, height - 26, "");
        text("fxfg-left", MARGIN, height - 9, left());
        to.append("<script><![CDATA[").append(FlameGraphParts.SCRIPT)
                .append("]]></script>\n</svg>\n");
    }

    private String left() {
        return layout.left() == 0
                ? "All frames are drawn."
                : Figures.count(layout.left(), "frame") + " below "
                        + Figures.duration(layout.smallest()) + " not drawn; together "
                        + Figures.percent(layout.leftNanos(), layout.total(StackTree.ROOT))
                        + " of the width.";
    }

    private void text(String styled, int x, int y, String text) throws IOException {
        to.append("<text class=\"").append(styled).append("\" x=\"").append(Integer.toString(x))
                .append("\" y=\"").append(Integer.toString(y)).append("\">")
                .append(PageText.escape(text)).append("</text>\n");
    }

    private void frame(int node) throws IOException {
        String label = label(node);
        double x = MARGIN + layout.start(node) * scale;
        double width = layout.total(node) * scale;
        int row = options.inverted() ? tree.depth(node) : layout.deepest() - tree.depth(node);
        int y = HEAD + row * ROW;
        to.append("<g class=\"fxfg-f\" data-x=\"").append(Long.toString(layout.start(node)))
                .append("\" data-w=\"").append(Long.toString(layout.total(node)))
                .append("\" data-d=\"").append(Integer.toString(tree.depth(node)))
                .append("\"><title>").append(PageText.escape(label)).append('\n')
                .append(PageText.escape(face.details(node))).append("</title><rect x=\"")
                .append(Figures.pixels(x)).append("\" y=\"").append(Integer.toString(y))
                .append("\" width=\"").append(Figures.pixels(width)).append("\" height=\"")
                .append(Integer.toString(ROW - 1)).append("\" fill=\"").append(face.fill(node))
                .append("\"/>");
        String fits = fitting(label, (int) ((width - 6) / CHARACTER));
        if (!fits.isEmpty()) {
            to.append("<text x=\"").append(Figures.pixels(x + 3)).append("\" y=\"")
                    .append(Integer.toString(y + 12)).append("\">").append(PageText.escape(fits))
                    .append("</text>");
        }
        to.append("</g>\n");
    }

    private String label(int node) {
        if (node != StackTree.ROOT) {
            return tree.frame(node).label();
        }
        return options.resource().isEmpty() ? "all" : StackFrame.harmless(options.resource());
    }

    /** As much of a label as so many characters show; wide ones count twice. */
    private static String fitting(String label, int room) {
        int needed = label.codePoints().map(c -> c < FIRST_WIDE ? 1 : 2).sum();
        if (needed <= room) {
            return label;
        }
        if (room < LEAST_TEXT) {
            return "";
        }
        StringBuilder part = new StringBuilder();
        int used = 2;
        for (int i = 0; i < label.length();) {
            int character = label.codePointAt(i);
            used += character < FIRST_WIDE ? 1 : 2;
            if (used > room) {
                break;
            }
            part.appendCodePoint(character);
            i += Character.charCount(character);
        }
        return part.append("..").toString();
    }
}
