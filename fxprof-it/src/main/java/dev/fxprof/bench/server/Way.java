package dev.fxprof.bench.server;

import java.nio.file.Path;
import java.util.List;

/** Ways to run the same server. */
enum Way {
    /** Nothing records. */
    PLAIN,
    /** Under the overlay, with the resource that collects. */
    OVERLAY {
        @Override
        List<String> settings(Path overlay) {
            return List.of("+set", "citizen_dir", overlay.toString(), "+ensure", "fxprof");
        }
    },
    /** The server's own profiler records. */
    PROFILER {
        @Override
        void begin(StandIn server) {
            server.say("profiler record start");
        }

        @Override
        void end(StandIn server) {
            server.say("profiler record stop");
        }
    },
    /** The server's own profiler records every function, through lmprof. */
    LMPROF {
        @Override
        void begin(StandIn server) {
            server.say("profiler resource * 100000");
        }

        @Override
        void end(StandIn server) {
            server.say("profiler resource stop");
        }
    };

    List<String> settings(Path overlay) {
        return List.of();
    }

    void begin(StandIn server) {
        // Nothing to switch on.
    }

    void end(StandIn server) {
        // Nothing to switch off.
    }
}
