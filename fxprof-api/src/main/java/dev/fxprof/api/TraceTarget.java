package dev.fxprof.api;

import java.nio.file.Path;

/**
 * Where and how a trace is to be written.
 *
 * @param folder existing folder that takes the files
 * @param fileName name of the one file to be written, or empty for names of the format's own
 * @param sites sites of the capture
 * @param processName name of the profiled process
 * @param maxBytes limit for all files of this trace together, or 0 for no limit and no rotation;
 *     0 with a file name
 * @param ids whether every slice carries its span id and its parent's
 * @param capture what is recorded, by which a later run knows the file again
 * @param compressed whether the content is compressed, in formats that hold compressed content
 */
public record TraceTarget(Path folder, String fileName, SiteTable sites, String processName,
        long maxBytes, boolean ids, CaptureIdentity capture, boolean compressed) {
    /**
     * A trace that is not compressed.
     *
     * @param folder existing folder that takes the files
     * @param fileName name of the one file to be written, or empty for names of the format's own
     * @param sites sites of the capture
     * @param processName name of the profiled process
     * @param maxBytes limit for all files of this trace together, or 0 for no limit and no rotation
     * @param ids whether every slice carries its span id and its parent's
     * @param capture what is recorded, by which a later run knows the file again
     */
    public TraceTarget(Path folder, String fileName, SiteTable sites, String processName,
            long maxBytes, boolean ids, CaptureIdentity capture) {
        this(folder, fileName, sites, processName, maxBytes, ids, capture, false);
    }

    /**
     * A trace under the format's own names, which cannot be continued.
     *
     * @param folder existing folder that takes the files
     * @param sites sites of the capture
     * @param processName name of the profiled process
     * @param maxBytes limit for all files of this trace together, or 0 for no limit and no rotation
     * @param ids whether every slice carries its span id and its parent's
     */
    public TraceTarget(Path folder, SiteTable sites, String processName, long maxBytes,
            boolean ids) {
        this(folder, "", sites, processName, maxBytes, ids, CaptureIdentity.NONE);
    }

    /**
     * The one file of a format that never makes several.
     *
     * @param usual its name where the target gives none
     * @return its path
     */
    public Path file(String usual) {
        return folder.resolve(fileName.isEmpty() ? usual : fileName);
    }

    /**
     * Whether the trace can be continued once it was closed or cut off.
     *
     * @return true for one file of known segments
     */
    public boolean isResumable() {
        return !fileName.isEmpty() && maxBytes == 0 && !capture.segments().isEmpty();
    }
}
