package dev.fxprof.live.hitch;

import dev.fxprof.api.SpanKind;
import dev.fxprof.export.report.Hitch;
import dev.fxprof.export.report.Units;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Says in one sentence what happened, who is to blame, and how often. */
final class HitchWords {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss",
            Locale.ROOT);
    private static final int LONGEST_NAME = 60;

    private HitchWords() {
    }

    static String verdict(Broken broken, int source, long timesToday, long firstMillis,
            ZoneId zone) {
        return what(broken) + from(broken.hitch(), source) + "; " + often(timesToday, firstMillis,
                zone);
    }

    private static String what(Broken broken) {
        Hitch hitch = broken.hitch();
        boolean isInterval = broken.rule().kind() == HitchRule.Kind.INTERVAL;
        long nanos = isInterval ? broken.nanos() : hitch.durationNanos();
        String whole = Units.duration(nanos);
        String of = isInterval
                ? "the " + whole + " between two ticks"
                : hitch.tick() < 0
                        ? whole + " without a break"
                        : "the tick's " + whole;
        String where = " on " + brief(hitch.thread()) + " (" + broken.rule().words() + ")";
        if (broken.outsideNanos() > hitch.durationNanos()) {
            return Units.duration(broken.outsideNanos()) + " of " + of + where
                    + " lie outside all that is recorded";
        }
        if (hitch.kind() == SpanKind.TICK) {
            return 2 * hitch.selfNanos() > nanos
                    ? "The server itself took most of " + of + where
                    : "No single call took most of " + of + where + spread(broken.spread());
        }
        if (broken.rule().kind() == HitchRule.Kind.SHARE) {
            return brief(hitch.resource()) + " took " + Units.duration(broken.nanos()) + " of "
                    + of + where + ", " + Units.duration(hitch.selfNanos()) + " of it in "
                    + hitch.kind().label() + " " + brief(hitch.name());
        }
        return culprit(hitch) + " took " + Units.duration(hitch.selfNanos()) + " of " + of + where;
    }

    private static String spread(Broken.Spread spread) {
        if (spread == null) {
            return "";
        }
        String calls = ": it made " + Units.count(spread.calls())
                + (spread.calls() == 1 ? " call" : " calls");
        return spread.resource().isEmpty()
                ? calls
                : calls + ", and " + brief(spread.resource()) + " took the most in all, "
                        + Units.duration(spread.nanos());
    }

    private static String culprit(Hitch hitch) {
        if (hitch.kind() == SpanKind.NATIVE) {
            String by = caller(hitch);
            return "native " + brief(hitch.name()) + (by.isEmpty() ? "" : " of " + by);
        }
        return brief(hitch.resource()) + " (" + hitch.kind().label() + " " + brief(hitch.name())
                + ")";
    }

    /** The resource that a native was called by. */
    private static String caller(Hitch hitch) {
        List<Hitch.Step> chain = hitch.chain();
        for (int i = chain.size() - 1; i >= 0; i--) {
            Hitch.Step step = chain.get(i);
            if (step.kind() != SpanKind.NATIVE && step.kind() != SpanKind.TICK) {
                return brief(step.resource());
            }
        }
        return brief(hitch.resource());
    }

    private static String from(Hitch hitch, int source) {
        StringBuilder from = new StringBuilder();
        List<Hitch.Step> chain = hitch.chain();
        for (int i = chain.size() - 2; i >= 0; i--) {
            Hitch.Step step = chain.get(i);
            boolean tells = step.kind() == SpanKind.EVENT || step.kind() == SpanKind.EXPORT
                    || step.kind() == SpanKind.COMMAND || step.kind() == SpanKind.THREAD;
            if (tells) {
                from.append(from.isEmpty() ? ", called from " : ", from ")
                        .append(step.kind().label()).append(' ').append(brief(step.name()))
                        .append(" (").append(brief(step.resource())).append(')');
            }
        }
        if (source > 0) {
            from.append(", by player ").append(source);
        }
        return from.toString();
    }

    private static String often(long times, long firstMillis, ZoneId zone) {
        return times == 1
                ? "the first time today"
                : "the " + ordinal(times) + " time today, since "
                        + TIME.format(Instant.ofEpochMilli(firstMillis).atZone(zone));
    }

    private static String ordinal(long number) {
        long tens = number % 100;
        String ending = tens >= 11 && tens <= 13
                ? "th"
                : switch ((int) (number % 10)) {
                    case 1 -> "st";
                    case 2 -> "nd";
                    case 3 -> "rd";
                    default -> "th";
                };
        return Units.count(number) + ending;
    }

    /** A name without what would break or turn a line. */
    static String brief(String name) {
        StringBuilder harmless = new StringBuilder();
        name.codePoints().limit(LONGEST_NAME).forEach(c -> {
            int type = Character.getType(c);
            boolean bad = Character.isISOControl(c) || type == Character.FORMAT
                    || type == Character.LINE_SEPARATOR || type == Character.PARAGRAPH_SEPARATOR
                    || type == Character.SURROGATE;
            harmless.appendCodePoint(bad ? '?' : c);
        });
        return name.codePointCount(0, name.length()) > LONGEST_NAME
                ? harmless + "…"
                : harmless.toString();
    }
}
