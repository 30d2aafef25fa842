/**
 * Recordings from before and after a change, compared: what became slower or faster, by how much, and
 * how sure that is.
 */
package dev.fxprof.export.diff;
