package dev.fxprof.cli;

import dev.fxprof.live.web.AccessToken;
import dev.fxprof.live.web.WebOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import picocli.CommandLine.Option;

/** How the page of {@code fxprof serve} is reached. */
final class WebFlags {
    @Option(names = "--port", paramLabel = "N", defaultValue = "8080", description = "Port of the page, 0 for any that is free (default ${DEFAULT-VALUE}).")
    private int port;

    @Option(names = "--bind", paramLabel = "ADDRESS", defaultValue = "127.0.0.1", description = "Address to listen on (default ${DEFAULT-VALUE}: this machine only).")
    private String bind;

    @Option(names = "--host", paramLabel = "NAME", description = "A name by which browsers reach this machine, beside localhost and the address; "
            + "more than one is possible.")
    private List<String> hosts = List.of();

    @Option(names = "--token", paramLabel = "TOKEN", description = "The token that opens the page, 16 to 256 characters, instead of a new one each start. "
            + "Other users of this machine can see it; --token-file is better.")
    private String token;

    @Option(names = "--token-file", paramLabel = "FILE", description = "File whose first line is the token.")
    private Path tokenFile;

    @Option(names = "--control", description = "Allow changes, such as saving a capture, with a second token that is new each "
            + "start.")
    private boolean control;

    @Option(names = "--control-token-file", paramLabel = "FILE", description = "The same with the token in the first line of a file.")
    private Path controlFile;

    @Option(names = "--clients", paramLabel = "N", defaultValue = "128", description = "Pages and other streams at a time, 1 to 10000 (default ${DEFAULT-VALUE}).")
    private int clients;

    /** The options, with TLS if there is a certificate. */
    WebOptions options(Optional<SSLContext> tls) throws IOException {
        if (token != null && tokenFile != null || control && controlFile != null) {
            throw new CommandFailure(CommandFailure.INPUT,
                    "expected a token either on the command line or in a file, not both");
        }
        AccessToken reading = tokenFile != null
                ? TokenFile.read("--token-file", tokenFile)
                : token == null ? AccessToken.random() : given();
        Optional<AccessToken> controlling = controlFile != null
                ? Optional.of(TokenFile.read("--control-token-file", controlFile))
                : control ? Optional.of(AccessToken.random()) : Optional.empty();
        if (controlling.filter(one -> one.reveal().equals(reading.reveal())).isPresent()) {
            throw new CommandFailure(CommandFailure.INPUT,
                    "--control-token-file: expected another token than the one that reads");
        }
        try {
            return new WebOptions(InetAddress.getByName(bind), port, reading, controlling,
                    Set.copyOf(hosts), tls, clients);
        } catch (UnknownHostException _) {
            throw new CommandFailure(CommandFailure.INPUT,
                    "--bind: expected an address of this machine, got " + bind);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(CommandFailure.INPUT, e.getMessage());
        }
    }

    /** Whether the owner knows the token, so that it need not be shown. */
    boolean isTokenKnown() {
        return token != null || tokenFile != null;
    }

    boolean isControlKnown() {
        return controlFile != null;
    }

    private AccessToken given() {
        try {
            return AccessToken.of(token);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(CommandFailure.INPUT, "--token: " + e.getMessage());
        }
    }
}
