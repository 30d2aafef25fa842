/**
 * The contracts of fxprof: what a hook records, what a sink receives, and the value types both
 * share. Every other module knows this package; it knows none of them.
 *
 * <p>Times are nanoseconds. On the producer's side they are readings of a {@link dev.fxprof.api.Clock};
 * on the sink's side they count from the start of the capture.
 */
package dev.fxprof.api;
