package dev.fxprof.live.hitch;

import dev.fxprof.export.report.Units;
import java.util.Locale;
import java.util.Optional;

/**
 * What is a hitch. Of several rules that one tick breaks the first counts.
 *
 * @param kind what is compared
 * @param thread name of the thread that it is about, or empty for all
 * @param limitNanos duration above which it is broken, in nanoseconds; what the percentile's multiple
 *     has to exceed as well
 * @param percent the percentile, or the share of a tick's interval; 0 for the other kinds
 * @param factor multiple of the percentile; 0 for the other kinds
 */
public record HitchRule(Kind kind, String thread, long limitNanos, double percent,
        double factor) {
    private static final double MILLI = 1e6;

    /** What is compared. */
    public enum Kind {
        /** Duration of a tick. */
        TICK,
        /** Time from the begin of a tick to the begin of the next. */
        INTERVAL,
        /** Duration of a tick, with a multiple of a percentile of the last 15 minutes. */
        PERCENTILE,
        /** Duration of a single native call. */
        NATIVE,
        /** Self time of a resource in one tick, as a share of a tick's interval. */
        SHARE,
        /** Duration of an outermost span on a thread without ticks. */
        SPAN
    }

    /** Checks the values. */
    public HitchRule {
        boolean needsPercent = kind == Kind.PERCENTILE || kind == Kind.SHARE;
        if (limitNanos < 0 || needsPercent && !(percent > 0)
                || kind == Kind.PERCENTILE && (percent > 100 || !(factor > 0))
                || !needsPercent && limitNanos == 0) {
            throw new IllegalArgumentException("not a rule: " + kind + " " + limitNanos + " "
                    + percent + " " + factor);
        }
    }

    /**
     * A tick that takes too long.
     *
     * @param nanos the longest that is none
     * @return a rule for all threads
     */
    public static HitchRule tick(long nanos) {
        return new HitchRule(Kind.TICK, "", nanos, 0, 0);
    }

    /**
     * Too much time between two ticks, wherever it goes.
     *
     * @param nanos the longest that is none
     * @return a rule for all threads
     */
    public static HitchRule interval(long nanos) {
        return new HitchRule(Kind.INTERVAL, "", nanos, 0, 0);
    }

    /**
     * Reads a rule as people write it: {@code tick>150}, {@code interval>150}, {@code native>20},
     * {@code span>500} in milliseconds; {@code share>60} in percent of a tick's interval;
     * {@code p99.9*3} for thrice the percentile, of ticks over half their interval. A thread's name may
     * stand before it, with a colon: {@code svMain:tick>150}.
     *
     * @param text the rule
     * @param tickIntervalNanos time that a tick may take
     * @return the rule, or empty if it is not of this form
     */
    public static Optional<HitchRule> parse(String text, long tickIntervalNanos) {
        int colon = text.lastIndexOf(':');
        String thread = colon < 0 ? "" : text.substring(0, colon);
        String rule = text.substring(colon + 1).strip().toLowerCase(Locale.ROOT);
        try {
            int star = rule.indexOf('*');
            if (rule.startsWith("p") && star > 0) {
                return Optional.of(new HitchRule(Kind.PERCENTILE, thread, tickIntervalNanos / 2,
                        Double.parseDouble(rule.substring(1, star)),
                        Double.parseDouble(rule.substring(star + 1))));
            }
            int more = rule.indexOf('>');
            if (more < 0) {
                return Optional.empty();
            }
            double value = Double.parseDouble(rule.substring(more + 1));
            Kind kind = Kind.valueOf(rule.substring(0, more).strip().toUpperCase(Locale.ROOT));
            return switch (kind) {
                case SHARE -> Optional.of(new HitchRule(kind, thread, 0, value, 0));
                case PERCENTILE -> Optional.empty();
                default ->
                    Optional.of(new HitchRule(kind, thread, Math.round(value * MILLI), 0, 0));
            };
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** Whether it is about a thread. */
    boolean isAbout(String name) {
        return thread.isEmpty() || thread.equals(name);
    }

    /**
     * Says it in words.
     *
     * @return such as {@code tick over 150 ms}
     */
    public String words() {
        String limit = Units.duration(limitNanos);
        return switch (kind) {
            case TICK -> "tick over " + limit;
            case INTERVAL -> "interval between ticks over " + limit;
            case NATIVE -> "native over " + limit;
            case SPAN -> "span over " + limit;
            case SHARE -> "resource over " + Units.percent(percent) + " of the tick interval";
            case PERCENTILE -> String.format(Locale.ROOT, "tick over %s times the %s%% percentile",
                    plain(factor), plain(percent));
        };
    }

    private static String plain(double value) {
        return value == Math.rint(value)
                ? String.valueOf((long) value)
                : String.valueOf(value);
    }
}
