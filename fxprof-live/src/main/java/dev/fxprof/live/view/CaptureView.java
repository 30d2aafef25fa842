package dev.fxprof.live.view;

import java.util.List;

/**
 * A capture in the store.
 *
 * @param id unique in the data folder; letters, digits and hyphens
 * @param server name of the server
 * @param atMillis when it was triggered
 * @param reason {@code hitch}, or who asked for it
 * @param fromMillis time of its first slice
 * @param toMillis time of its last slice
 * @param slices slices in it
 * @param bytes size of its file
 * @param crc32c checksum of its file, as eight hexadecimal digits
 * @param partial whether some of what it should show was forgotten before, or lost on its way
 * @param partialReason what is missing of it and why, as clauses; empty if nothing is, and in captures
 *     of earlier versions
 * @param hitches the first 20 hitches that it shows, oldest first
 */
public record CaptureView(String id, String server, long atMillis, String reason, long fromMillis,
        long toMillis, long slices, long bytes, String crc32c, boolean partial,
        String partialReason, List<HitchView> hitches) {
    /** Keeps a copy of the list. */
    public CaptureView {
        partialReason = partialReason == null ? "" : partialReason;
        hitches = List.copyOf(hitches);
    }

    /**
     * Name of its file, as a download has it.
     *
     * @return name without a path
     */
    public String fileName() {
        return id + ".pftrace";
    }
}
