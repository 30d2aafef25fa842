package dev.fxprof.hooks.lua.spool;

/** Takes the frames of all sessions, one session after the other, each frame once and in order. */
public interface FrameConsumer {
    /**
     * Says that a session follows.
     *
     * @param session its number
     */
    void begin(long session);

    /**
     * Takes the next frame.
     *
     * @param frame valid during the call
     */
    void frame(Frame frame);

    /**
     * Says that frames are missing: deleted before they were read, or damaged.
     *
     * @param frames how many, as far as that can be told
     */
    void missing(long frames);

    /** Says that nothing will follow in the session: another one has begun, or nobody writes it. */
    void end();
}
