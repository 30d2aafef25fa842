/**
 * Reads what the profiler that is built into FXServer saves, and undoes what it gets wrong.
 */
package dev.fxprof.export.fxserver;
