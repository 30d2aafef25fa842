package dev.fxprof.cli;

import dev.fxprof.live.core.Live;
import dev.fxprof.live.web.PushAllowed;
import dev.fxprof.live.web.PushTarget;
import dev.fxprof.live.web.Pushes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import picocli.CommandLine.Option;

/** Where {@code fxprof serve} sends the stream to by itself. */
final class PushFlags {
    @Option(names = "--push", paramLabel = "URL", description = "Collector that gets the stream of all servers over a WebSocket, such as "
            + "wss://collector:443/in; more than one is possible.")
    private List<String> always = List.of();

    @Option(names = "--push-allow", paramLabel = "HOST:PORT", description = "Collector that scripts may name with Profiler.SetWebSocketURL, with ws:// or wss:// "
            + "before it where only that will do; more than one is possible (default: none).")
    private List<String> allowed = List.of();

    @Option(names = "--push-trust", paramLabel = "FILE", description = "PEM file with certificates of collectors, or of their authorities, that are trusted beside those "
            + "that Java trusts.")
    private Path trust;

    private List<PushTarget> targets() {
        List<PushTarget> targets = new ArrayList<>();
        for (String text : always) {
            try {
                targets.add(PushTarget.of(text));
            } catch (IllegalArgumentException e) {
                // The rest of an address may be a secret with a typing error.
                throw new CommandFailure(CommandFailure.INPUT, "--push: " + e.getMessage());
            }
        }
        return targets;
    }

    private PushAllowed allowed() {
        try {
            return new PushAllowed(allowed);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(CommandFailure.INPUT, "--push-allow: " + e.getMessage());
        }
    }

    /** Prepares them before anything is started, so that what makes no sense is refused at once. */
    Opener opener() throws IOException {
        List<PushTarget> targets = targets();
        PushAllowed list = allowed();
        Optional<SSLContext> tls = trust == null
                ? Optional.empty()
                : Optional.of(Trusted.beside("--push-trust", trust));
        return hub -> new Pushes(hub, list, targets, tls, sentence -> System.err
                .println("fxprof: " + Terminal.safe(sentence)));
    }

    /** Makes the pushes of a hub. */
    @FunctionalInterface
    interface Opener {
        Pushes of(Live hub);
    }
}
