/**
 * Sums of a server's spans over sliding windows of time.
 *
 * <p>One thread adds; what it hands out is immutable.
 */
package dev.fxprof.live.aggregate;
