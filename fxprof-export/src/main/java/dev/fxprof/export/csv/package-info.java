/** Slices as comma-separated values, one line a slice. */
package dev.fxprof.export.csv;
