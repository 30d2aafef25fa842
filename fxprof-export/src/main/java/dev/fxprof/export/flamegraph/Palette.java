package dev.fxprof.export.flamegraph;

/** Colours of frames: dark text is readable on all of them. */
final class Palette {
    private static final String GREY = "#c8c8c8";
    private static final double GOLDEN = 0.6180339887498949;
    private static final int FULL = 255;
    private static final int SAME = 236;
    private static final double SATURATION = 0.62;
    /** Against the text a contrast of 6 to 1. */
    private static final double LEAST_LUMINANCE = 0.33;

    private Palette() {
    }

    /** One hue a resource, so that it has the same colour in every graph; names differ in lightness. */
    static String of(StackFrame frame) {
        if (frame.isGroup() && frame.resource().isEmpty()) {
            return GREY;
        }
        double hue = (spread(frame.resource()) & 0xFFFF) * GOLDEN % 1;
        double lightness = frame.isGroup() ? 0.62 : 0.68 + (spread(frame.name()) & 7) * 0.015;
        // Of equal lightness, blue is much darker than yellow.
        while (luminance(hue, lightness) < LEAST_LUMINANCE) {
            lightness += 0.02;
        }
        return hex(channel(hue, 1.0 / 3, lightness), channel(hue, 0, lightness),
                channel(hue, 2.0 / 3, lightness));
    }

    /**
     * Red for what grew, blue for what shrank.
     *
     * @param change -1 to 1
     */
    static String difference(double change) {
        double part = Math.sqrt(Math.min(1, Math.abs(change)));
        return change > 0
                ? hex(mix(FULL, part), mix(110, part), mix(110, part))
                : hex(mix(110, part), mix(140, part), mix(FULL, part));
    }

    /** From the light grey of what is the same to a channel of the strongest colour. */
    private static int mix(int strongest, double part) {
        return (int) Math.round(SAME + (strongest - SAME) * part);
    }

    private static int spread(String text) {
        int hash = text.hashCode() * 0x9E3779B9;
        return hash ^ hash >>> 15;
    }

    private static double luminance(double hue, double lightness) {
        return 0.2126 * linear(channel(hue, 1.0 / 3, lightness))
                + 0.7152 * linear(channel(hue, 0, lightness))
                + 0.0722 * linear(channel(hue, 2.0 / 3, lightness));
    }

    private static double linear(int channel) {
        return Math.pow((double) channel / FULL, 2.2);
    }

    /** One of red, green and blue, which differ by where they stand on the circle of hues. */
    private static int channel(double hue, double turn, double lightness) {
        double chroma = (1 - Math.abs(2 * lightness - 1)) * SATURATION;
        double part = Math.clamp(2 - Math.abs((hue + turn) % 1 * 6 - 2), 0, 1);
        return (int) Math.round(FULL * (lightness + chroma * (part - 0.5)));
    }

    private static String hex(int red, int green, int blue) {
        return "#%06x".formatted(red << 16 | green << 8 | blue);
    }
}
