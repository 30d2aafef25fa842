package dev.fxprof.bench.report;

import dev.fxprof.bench.table.Better;
import dev.fxprof.bench.table.Outcome;
import dev.fxprof.bench.table.Row;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Figures as people read them. */
final class Units {
    private Units() {
    }

    /** A figure with its unit; rates in millions or thousands. */
    static String figure(double value, String unit) {
        if (unit.endsWith("/s")) {
            return value < 1e6
                    ? format("%.1f k %s", value / 1e3, unit)
                    : format("%.2f M %s", value / 1e6, unit);
        }
        return unit.equals("percent") ? format("%.2f %%", value) : format("%.2f %s", value, unit);
    }

    static String ratio(double value) {
        return format(value < 10 ? "%.2f" : "%.1f", value);
    }

    static String target(Outcome target) {
        String sign = target.better() == Better.HIGHER ? ">=" : "<=";
        String limits = target.goal() == target.floor()
                ? format("%s %s", sign, plain(target.goal()))
                : format("%s %s, at least %s %s", sign, plain(target.goal()), sign,
                        plain(target.floor()));
        return format("%s: %s (%s): %s", target.what(), ratio(target.value()), limits,
                switch (target.holds()) {
                    case "goal" -> "holds";
                    case "floor" -> "the lower bound holds";
                    default -> "does not hold";
                });
    }

    /** Further figures, one line for each object they stand in. */
    static List<String> extras(Row row) {
        Map<String, List<String>> groups = new LinkedHashMap<>();
        row.extras().forEach((path, value) -> {
            int dot = path.lastIndexOf('.');
            groups.computeIfAbsent(dot < 0 ? "" : path.substring(0, dot) + ": ",
                    group -> new ArrayList<>())
                    .add(format(Math.abs(value) < 1 && value != 0 ? "%s %.2f" : "%s %.1f",
                            path.substring(dot + 1), value));
        });
        return groups.entrySet().stream()
                .map(group -> group.getKey() + String.join(", ", group.getValue())).toList();
    }

    private static String plain(double value) {
        return new BigDecimal(value).round(new MathContext(3)).stripTrailingZeros().toPlainString();
    }

    static String format(String format, Object... args) {
        return String.format(Locale.ROOT, format, args);
    }
}
