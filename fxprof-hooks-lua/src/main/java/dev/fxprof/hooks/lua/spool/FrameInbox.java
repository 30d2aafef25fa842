package dev.fxprof.hooks.lua.spool;

/**
 * Takes frames that come another way than by the files. Frames of both ways are one sequence a session:
 * whichever comes first counts.
 *
 * <p>Guarantees: any thread may call, nothing waits for the disk or for a sink; memory is bounded.
 */
public interface FrameInbox {
    /**
     * Takes frames exactly as they stand in a file, the header of 32 bytes first. Those that were there
     * before are dropped; those behind a gap are left to the files or to be sent again.
     *
     * @param body header and frames; kept, so the caller must not change it afterwards
     * @return sequence of the frame that is wanted next in the header's session
     * @throws SpoolException if the bytes are no frames; those before the damage are taken
     */
    long add(byte[] body) throws SpoolException;

    /**
     * Says what is wanted next.
     *
     * @param session number of a session
     * @return sequence, 1 for a session that nothing is known of
     */
    long next(long session);
}
