/**
 * What the daemon knows, for whoever shows it: immutable records that are written as JSON as they are.
 *
 * <p>Durations are nanoseconds, moments are milliseconds since 1970 (UTC), sizes bytes, shares percent.
 * Names of resources, events and threads come from scripts and players: whoever shows them escapes them.
 */
package dev.fxprof.live.view;
