package dev.fxprof.hooks.lua.perf;

import java.util.Optional;

/** A thread of the server that ticks. */
enum ServerThread {
    /** Runs the scripts. */
    MAIN("svMain"),
    /** Talks to the players. */
    NETWORK("svNetwork"),
    /** Sends them the world. */
    SYNC("svSync");

    private final String label;

    ServerThread(String label) {
        this.label = label;
    }

    /** What the server calls it. */
    String label() {
        return label;
    }

    /** Number of its track. */
    int track() {
        return ordinal() + 1;
    }

    static Optional<ServerThread> named(String label) {
        for (ServerThread thread : values()) {
            if (thread.label.equals(label)) {
                return Optional.of(thread);
            }
        }
        return Optional.empty();
    }
}
