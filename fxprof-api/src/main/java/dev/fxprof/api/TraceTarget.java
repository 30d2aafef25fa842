package dev.fxprof.api;

import java.nio.file.Path;

/**
 * Where and how a trace is to be written.
 *
 * @param folder existing folder that takes the files
 * @param sites sites of the capture
 * @param processName name of the profiled process
 * @param maxBytes limit for all files of this trace together, or 0 for no limit and no rotation
 * @param ids whether every slice carries its span id and its parent's
 */
public record TraceTarget(Path folder, SiteTable sites, String processName, long maxBytes,
        boolean ids) {}
