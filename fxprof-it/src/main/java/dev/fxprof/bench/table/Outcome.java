package dev.fxprof.bench.table;

/**
 * How a target came out.
 *
 * @param what the compared, for people
 * @param value the value
 * @param goal what was aimed at
 * @param floor what had to hold
 * @param better on which side of goal and floor the value should be
 * @param holds goal, floor or none
 */
public record Outcome(String what, double value, double goal, double floor, Better better,
        String holds) {}
