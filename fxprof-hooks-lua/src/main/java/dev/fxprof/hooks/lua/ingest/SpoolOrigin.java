package dev.fxprof.hooks.lua.ingest;

import dev.fxprof.hooks.lua.spool.Frame;
import dev.fxprof.hooks.lua.spool.FrameConsumer;
import dev.fxprof.hooks.lua.spool.News;
import dev.fxprof.hooks.lua.spool.SessionInfo;
import dev.fxprof.hooks.lua.spool.SpoolException;
import dev.fxprof.hooks.lua.spool.SpoolFormat;
import dev.fxprof.hooks.lua.spool.SpoolReader;
import dev.fxprof.hooks.lua.spool.SyncFrame;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Where a new capture of a spool begins, found by a look at its first window.
 *
 * @param nanos time zero, nanoseconds since 1970; nothing that follows is before it but by a step of
 *     the clock
 * @param server version of the server, or an empty string
 */
record SpoolOrigin(long nanos, String server) {
    private static final long SECOND = 1_000_000_000L;
    private static final int CHUNKS = 4;

    /** Looks at a spool, which need not exist. */
    static SpoolOrigin of(Path folder) throws IOException {
        Look look = new Look();
        try (SpoolReader reader = new SpoolReader(folder, look, new News())) {
            reader.round(CHUNKS);
        }
        // A session that is still to begin says its start in whole seconds.
        long now = (System.currentTimeMillis() / 1000 - 1) * SECOND;
        return new SpoolOrigin(look.found ? look.first : now, look.server);
    }

    private static final class Look implements FrameConsumer {
        private final SyncFrame sync = new SyncFrame();
        private String server = "";
        private long apart;
        private long first;
        private boolean found;

        @Override
        public void begin(long session) {
        }

        @Override
        public void frame(Frame frame) {
            if (found) {
                return;
            }
            if (frame.type() == SpoolFormat.SESSION) {
                SessionInfo info = SessionInfo.of(frame.payload());
                server = info.server();
                apart = Ingest.apart(info);
            } else if (frame.type() == SpoolFormat.SYNC) {
                found = starts(frame);
            }
        }

        private boolean starts(Frame frame) {
            try {
                sync.of(frame.payload());
            } catch (SpoolException e) {
                return false;
            }
            long from = sync.wakes() == 0 ? sync.nanos() : Math.min(sync.nanos(), sync.wake(0));
            first = from + apart - SECOND;
            return Math.abs(sync.nanos()) < Long.MAX_VALUE / 4;
        }

        @Override
        public void missing(long frames) {
        }

        @Override
        public void end() {
        }
    }
}
