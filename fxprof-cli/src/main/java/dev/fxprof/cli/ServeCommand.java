package dev.fxprof.cli;

import dev.fxprof.live.core.Live;
import dev.fxprof.live.core.LiveClock;
import dev.fxprof.live.core.LiveOptions;
import dev.fxprof.live.web.AccessToken;
import dev.fxprof.live.web.Pushes;
import dev.fxprof.live.web.WebMetrics;
import dev.fxprof.live.web.WebOptions;
import dev.fxprof.live.web.WebServer;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows servers live on a web page, and keeps the seconds around their hitches. */
@Command(name = "serve", description = "Shows servers live on a web page: what eats the tick, who is to "
        + "blame, and the seconds before a hitch. Runs until you press Ctrl-C.")
final class ServeCommand implements Callable<Integer> {
    private static final long NAP_NANOS = 200_000_000;

    @ArgGroup(validate = false, heading = "%nWhere the spans come from, one or more:%n")
    private ServeSources sources = new ServeSources();

    @ArgGroup(validate = false, heading = "%nThe page:%n")
    private WebFlags web = new WebFlags();

    @ArgGroup(validate = false, heading = "%nIts certificate:%n")
    private TlsFlags tls = new TlsFlags();

    @ArgGroup(validate = false, heading = "%nHitches, flight recorder and store:%n")
    private LiveFlags live = new LiveFlags();

    @ArgGroup(validate = false, heading = "%nWhere the stream is pushed to:%n")
    private PushFlags push = new PushFlags();

    @Option(names = "--console", description = "Take commands from standard input: capture [SERVER] saves what the flight recorder "
            + "holds.")
    private boolean console;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    private boolean help;

    @Override
    public Integer call() throws IOException {
        List<ServeSource> all = sources.open();
        WebOptions options = web.options(tls.context());
        LiveOptions kept = live.options(sources.tickIntervalNanos());
        PushFlags.Opener opener = push.opener();
        try (Interruption interruption = new Interruption();
                Live hub = Live.open(kept, LiveClock.system());
                Pushes pushes = opener.of(hub)) {
            pushes.register(hub.metrics().registry());
            try {
                // The servers begin while the web server does: whoever opens the page finds them there.
                for (ServeSource source : all) {
                    source.start(hub.addServer(source.name()), pushes.of(source.name()));
                }
                pushes.start();
                show(hub, options, all, interruption);
            } finally {
                all.forEach(ServeSource::stop);
            }
        }
        return 0;
    }

    private void show(Live hub, WebOptions options, List<ServeSource> sources,
            Interruption interruption) throws IOException {
        try (WebServer server = WebServer.start(hub, options)) {
            WebMetrics.register(server.counts(), hub.metrics().registry());
            announce(server, options);
            if (console) {
                new ServeConsole(hub, System.out).start(System.in);
            }
            await(hub, sources, interruption);
        }
    }

    /** The only place where a token is printed, and only one that nobody knows yet. */
    private void announce(WebServer server, WebOptions options) {
        System.out.println("fxprof: open " + link(server, options.token(), web.isTokenKnown()));
        options.control().ifPresent(token -> System.out.println("fxprof: to save captures, open "
                + link(server, token, web.isControlKnown())));
        System.out.flush();
        if (!options.bind().isLoopbackAddress() && options.tls().isEmpty()) {
            System.err.println("fxprof: others can read along on the way to "
                    + options.bind().getHostAddress() + "; --tls-cert encrypts it");
        }
    }

    private static String link(WebServer server, AccessToken token, boolean known) {
        return server.address() + "login?token=" + (known ? "(your token)" : token.reveal());
    }

    private static void await(Live hub, List<ServeSource> sources, Interruption interruption) {
        while (!interruption.isRequested()) {
            hub.news().forEach(
                    sentence -> System.err.println("fxprof: " + Terminal.safe(sentence)));
            for (ServeSource source : sources) {
                source.failure().ifPresent(e -> {
                    throw e;
                });
            }
            LockSupport.parkNanos(NAP_NANOS);
        }
    }
}
