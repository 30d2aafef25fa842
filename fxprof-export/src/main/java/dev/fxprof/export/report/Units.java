package dev.fxprof.export.report;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

/** Figures as people read them. */
public final class Units {
    private Units() {
    }

    /**
     * Three digits and a unit that fits: µs, ms or s.
     *
     * @param nanos duration in nanoseconds, 0 or more
     * @return such as {@code 41.2 ms}
     */
    public static String duration(long nanos) {
        // 999,500 ns is 1000 µs at three digits, so it changes the unit.
        if (nanos < 999_500) {
            return digits(nanos / 1e3) + " µs";
        }
        return nanos < 999_500_000 ? digits(nanos / 1e6) + " ms" : digits(nanos / 1e9) + " s";
    }

    /** The same without the space, for narrow columns. */
    static String compact(long nanos) {
        return nanos == 0 ? "-" : duration(nanos).replace(" ", "");
    }

    /** The budget of a tick: 50 ms, 16.67 ms. */
    static String budget(long nanos) {
        return new DecimalFormat("0.##", DecimalFormatSymbols.getInstance(Locale.ROOT))
                .format(nanos / 1e6) + " ms";
    }

    /** Something by the second. */
    static String rate(double perSecond) {
        return perSecond >= 99.95
                ? String.format(Locale.ROOT, "%,.0f", perSecond)
                : digits(perSecond);
    }

    static String share(double percent) {
        return String.format(Locale.ROOT, "%.1f%%", percent);
    }

    /**
     * A share with one decimal.
     *
     * @param percent the share
     * @return such as {@code 12.5 %}
     */
    public static String percent(double percent) {
        return String.format(Locale.ROOT, "%.1f %%", percent);
    }

    /**
     * A count with its thousands set apart.
     *
     * @param count the count
     * @return such as {@code 1,200}
     */
    public static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    private static String digits(double value) {
        String format = value < 9.995 ? "%.2f" : value < 99.95 ? "%.1f" : "%.0f";
        return String.format(Locale.ROOT, format, value);
    }
}
