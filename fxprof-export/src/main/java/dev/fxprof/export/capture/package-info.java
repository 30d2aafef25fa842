/**
 * Recordings that were read: from loose slices, begins and ends in any order to the ordered span stream.
 * Readers fill a {@link dev.fxprof.export.capture.CaptureBuilder}.
 */
package dev.fxprof.export.capture;
