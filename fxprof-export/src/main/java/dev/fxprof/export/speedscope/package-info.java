/**
 * The file format of Speedscope, evented and sampled, as {@code src/lib/file-format-spec.ts} of
 * speedscope 1.25 has it.
 */
package dev.fxprof.export.speedscope;
