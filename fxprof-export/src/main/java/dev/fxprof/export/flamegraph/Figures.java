package dev.fxprof.export.flamegraph;

import java.util.Locale;

/** Numbers as people read them. */
final class Figures {
    private static final String[] UNITS = {"ns", "µs", "ms", "s"};

    private Figures() {
    }

    /** A duration of three digits. */
    static String duration(long nanos) {
        double value = nanos;
        int unit = 0;
        while (Math.abs(value) >= 999.5 && unit < UNITS.length - 1) {
            value /= 1000;
            unit++;
        }
        int digits = unit == 0 || Math.abs(value) >= 99.95 ? 0 : Math.abs(value) >= 9.995 ? 1 : 2;
        return String.format(Locale.ROOT, "%,." + digits + "f %s", value, UNITS[unit]);
    }

    static String percent(long part, long whole) {
        return String.format(Locale.ROOT, "%.2f %%", whole == 0 ? 0 : 100.0 * part / whole);
    }

    static String count(long count, String one) {
        return String.format(Locale.ROOT, "%,d %s%s", count, one, count == 1 ? "" : "s");
    }

    /** A place in pixels, 0 or more. */
    static String pixels(double value) {
        long hundredths = Math.round(value * 100);
        long rest = hundredths % 100;
        return hundredths / 100 + (rest < 10 ? ".0" : ".") + rest;
    }
}
