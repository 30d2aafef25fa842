/**
 * The Chrome trace format: a JSON array of events, read by Perfetto, Catapult and Speedscope.
 *
 * <p>Only the factory is public; it is found by {@link java.util.ServiceLoader}.
 */
package dev.fxprof.export.chrome;
