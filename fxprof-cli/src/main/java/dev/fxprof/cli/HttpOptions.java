package dev.fxprof.cli;

import dev.fxprof.api.HookSession;
import dev.fxprof.hooks.lua.http.BadRequestException;
import dev.fxprof.hooks.lua.http.FrameSink;
import dev.fxprof.hooks.lua.http.Receiver;
import dev.fxprof.hooks.lua.ingest.SpoolSession;
import dev.fxprof.hooks.lua.spool.SpoolException;
import dev.fxprof.hooks.lua.spool.SpoolFolder;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Whether a recording of a server listens for its scripts. */
final class HttpOptions {
    private static final int MOST_PORT = 65535;

    @Option(names = "--http", paramLabel = "PORT", arity = "0..1", fallbackValue = ""
            + Receiver.DEFAULT_PORT, description = "With --server: listen on this port of 127.0.0.1 "
                    + "(${FALLBACK-VALUE}; 0 for any that is free) for what the server sends beside "
                    + "its spool, and run what its scripts give to Async.Run.")
    private Integer port;

    @Option(names = "--token-file", paramLabel = "FILE", description = "With --http: the word that "
            + "the server has to show, as in fxprof_token. Without it one is made and left in the "
            + "resource fxprof as TOKEN, where its scripts find it.")
    private Path tokenFile;

    boolean isGiven() {
        return port != null || tokenFile != null;
    }

    /** Listens, or not if nobody asked for it. */
    ServerListener listen(HookSession session, Path server) throws IOException {
        if (!isGiven()) {
            return null;
        }
        if (port == null || port < 0 || port > MOST_PORT) {
            throw new CommandFailure(CommandFailure.INPUT, port == null
                    ? "--token-file is of use with --http only"
                    : "--http: expected a port from 0 to " + MOST_PORT + ", got " + port);
        }
        return ServerListener.open(port, tokenFile,
                SpoolFolder.of(server.toAbsolutePath().normalize()).getParent(),
                frames((SpoolSession) session));
    }

    private static FrameSink frames(SpoolSession session) {
        return bytes -> {
            try {
                return session.inbox().add(bytes);
            } catch (SpoolException e) {
                throw new BadRequestException(e.getMessage());
            }
        };
    }
}
