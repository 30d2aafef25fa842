package dev.fxprof.live.view;

/**
 * The data folder.
 *
 * @param bytes size of all files
 * @param limitBytes the most they may have
 * @param limitDays how old they may become
 * @param captures captures that stand in it
 * @param removed files removed because of size or age since the daemon began
 * @param corrupt files that were set aside because they could not be read
 * @param failed files that could not be written
 * @param lastFailure why the last of them could not be written, or empty
 */
public record StoreView(long bytes, long limitBytes, int limitDays, int captures, long removed,
        long corrupt, long failed, String lastFailure) {}
