/** What it costs to write and to read a trace, beside the usual libraries. */
package dev.fxprof.bench.export;
