package dev.fxprof.hooks.win64.agent;

import java.io.IOException;

/** A server's folder that is not as it must be to take the agent; the message is one sentence. */
public final class AgentException extends IOException {
    private static final long serialVersionUID = 1;

    AgentException(String message) {
        super(message);
    }
}
