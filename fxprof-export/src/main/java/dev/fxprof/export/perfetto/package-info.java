/**
 * Perfetto's trace format, the native capture: a file that can be appended to, cut off anywhere, and
 * opened in ui.perfetto.dev as it is. The schema is perfetto_trace.proto.
 *
 * <p>Only factory and reader are public; they are found by {@link java.util.ServiceLoader}.
 */
package dev.fxprof.export.perfetto;
