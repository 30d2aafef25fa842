package dev.fxprof.simulator;

/**
 * A .sql file of a resource that was loaded into the database.
 *
 * @param file resource and path
 * @param statements how many were executed
 * @param refused how many the database refused
 */
public record LoadedTables(String file, int statements, int refused) {}
