/**
 * The span stream in compact form: copied on the drain's thread, kept by the flight recorder, played
 * back to any sink.
 */
package dev.fxprof.live.recorder;
