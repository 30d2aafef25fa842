package dev.fxprof.bench.run;

/**
 * One figure of a measurement.
 *
 * @param measurement the measurement's name
 * @param field the field
 */
public record Figure(String measurement, String field) {}
