package dev.fxprof.cli;

import dev.fxprof.live.view.LiveHub;
import dev.fxprof.live.view.LiveView;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * What whoever started {@code fxprof serve} may type, a line each. It needs no token: who can type here can
 * also end the process.
 */
final class ServeConsole {
    private static final String CAPTURE = "capture";
    private static final int LONGEST = 200;

    private final LiveHub hub;
    private final PrintStream to;

    ServeConsole(LiveHub hub, PrintStream to) {
        this.hub = hub;
        this.to = to;
    }

    /** Reads until there is no more, on a thread that holds nobody up. */
    void start(InputStream in) {
        Thread.ofPlatform().daemon().name("fxprof console").start(() -> read(in));
    }

    private void read(InputStream in) {
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line; (line = lines.readLine()) != null;) {
                if (!line.isBlank()) {
                    to.println("fxprof: " + Terminal.safe(answer(line.strip())));
                    to.flush();
                }
            }
        } catch (IOException _) {
            // Nobody types any more; the page goes on.
        }
    }

    private String answer(String line) {
        String[] words = line.split("\\s+", 2);
        if (!words[0].equals(CAPTURE)) {
            return "'" + shortened(line) + "' is no command; expected capture, or capture SERVER";
        }
        List<String> names = hub.servers().stream().map(LiveView::name).toList();
        if (words.length == 1 && names.size() > 1) {
            return "capture which server? There are " + String.join(", ", names);
        }
        String name = words.length == 1 ? names.getFirst() : words[1];
        Optional<? extends LiveView> server = hub.server(name);
        if (server.isEmpty()) {
            return "there is no server '" + shortened(name) + "'; there are "
                    + String.join(", ", names);
        }
        String id = server.get().trigger("asked for on the console");
        return id.isEmpty()
                ? "nothing is saved: nothing is recorded, or too many captures were asked for of "
                        + "late"
                : "the last seconds of " + name + " and the next are saved as " + id;
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
