/**
 * What a capture amounts to: streaming statistics, an immutable report, and its two forms.
 *
 * <p>All durations are nanoseconds, all shares percent.
 */
package dev.fxprof.export.report;
