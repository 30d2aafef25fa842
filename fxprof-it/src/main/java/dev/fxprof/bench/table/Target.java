package dev.fxprof.bench.table;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * What a row shall reach in comparison.
 *
 * @param what the compared, for people
 * @param value how it comes out, empty if something was not measured
 * @param goal what is aimed at
 * @param floor what must hold
 * @param better on which side of goal and floor the value shall be
 */
record Target(String what, Function<Row, OptionalDouble> value, double goal, double floor,
        Better better) {
    /** A ratio to the best one of some peers. */
    static Target ratio(double goal, double floor, Better better, String... peers) {
        String what = switch (peers.length) {
            case 1 -> peers[0];
            case 2 -> "the better of " + String.join(" and ", peers);
            default -> "the best of " + String.join(", ", peers);
        };
        return new Target("ratio to " + what, row -> List.of(peers).stream()
                .filter(row.ratios()::containsKey).mapToDouble(row.ratios()::get)
                .reduce(better::worst), goal, floor, better);
    }

    /** A limit for another field of the row. */
    static Target extra(String what, String path, double limit) {
        return extra(what, path, limit, limit);
    }

    /** The same with something to aim at below the limit. */
    static Target extra(String what, String path, double goal, double limit) {
        return new Target(what, row -> row.extras().containsKey(path)
                ? OptionalDouble.of(row.extras().get(path))
                : OptionalDouble.empty(), goal, limit, Better.LOWER);
    }

    /** The outcome, or null if it was not measured. */
    Outcome outcome(Row row) {
        OptionalDouble measured = value.apply(row);
        if (measured.isEmpty()) {
            return null;
        }
        double v = measured.getAsDouble();
        String holds = better.holds(v, goal) ? "goal" : better.holds(v, floor) ? "floor" : "none";
        return new Outcome(what, v, goal, floor, better, holds);
    }
}
