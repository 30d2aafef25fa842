/** What of a stream becomes a trace: the slices of a stretch of a thread that matter, and what caused them. */
package dev.fxprof.live.trace;
