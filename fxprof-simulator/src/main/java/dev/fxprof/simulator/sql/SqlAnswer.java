package dev.fxprof.simulator.sql;

/**
 * What the database answered.
 *
 * @param result value for the script, null for nil
 * @param error why it refused, or null
 */
public record SqlAnswer(Object result, String error) {}
