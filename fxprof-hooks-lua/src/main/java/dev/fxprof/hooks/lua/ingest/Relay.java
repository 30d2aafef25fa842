package dev.fxprof.hooks.lua.ingest;

import dev.fxprof.hooks.lua.spool.Frame;
import dev.fxprof.hooks.lua.spool.FrameConsumer;

/** Stands between a reader, which frames may be handed to at once, and what is made at the start. */
final class Relay implements FrameConsumer {
    FrameConsumer to;

    @Override
    public void begin(long session) {
        to.begin(session);
    }

    @Override
    public void frame(Frame frame) {
        to.frame(frame);
    }

    @Override
    public void missing(long frames) {
        to.missing(frames);
    }

    @Override
    public void end() {
        to.end();
    }
}
