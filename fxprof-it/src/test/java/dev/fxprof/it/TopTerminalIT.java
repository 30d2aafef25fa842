package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** {@code fxprof top} on a pseudo-terminal, which {@code script} of util-linux opens. */
@EnabledOnOs(OS.LINUX)
class TopTerminalIT {
    private static final Duration LONGEST = Duration.ofSeconds(90);
    private static final long LOOK_NANOS = 20_000_000;
    private static final long REDRAW_NANOS = 300_000_000;
    private static final String REDRAW = "\f";
    private static final String ESCAPE = "\u001b";
    private static final String LEAVE = "\u001b[?1049l";

    private final StringBuffer output = new StringBuffer();
    private final Path folder = Folders.fresh("top-terminal");
    private Process server;
    private Process terminal;
    private OutputStream keys;

    @BeforeEach
    void start() throws IOException {
        Path segment = folder.resolve("server.fxseg");
        server = Command.simulate("--realtime", "--duration", "10m", "--players", "8",
                "--segment", segment.toString())
                .start(folder.resolve("server.out"), folder.resolve("server.err"));
        await("the segment is there", () -> Folders.names(folder).contains("server.fxseg"));
        String top = Jvm.fxprof("top", segment.toString(), "--interval", "200").words().stream()
                .map(word -> "'" + word + "'").collect(Collectors.joining(" "));
        Path script = Folders.write(folder.resolve("session.sh"), """
                stty cols 100 rows 20
                echo "terminal $(tty)."
                stty -g > FOLDER/before
                TOP; echo "first $?"
                stty -g > FOLDER/between
                TOP; echo "second $?"
                stty -g > FOLDER/after
                """.replace("FOLDER", folder.toString()).replace("TOP", top));
        ProcessBuilder builder = new ProcessBuilder("script", "--quiet", "--return", "--flush",
                "--command", "sh " + script, "/dev/null").redirectErrorStream(true);
        builder.environment().put("TERM", "xterm-256color");
        terminal = builder.start();
        keys = terminal.getOutputStream();
        Thread.ofVirtual().start(() -> read(terminal.getInputStream()));
    }

    private void read(InputStream in) {
        byte[] bytes = new byte[8192];
        try {
            for (int got; (got = in.read(bytes)) >= 0;) {
                output.append(new String(bytes, 0, got, StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Look {
        boolean isTrue();
    }

    private void await(String what, Look look) {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        while (!look.isTrue()) {
            assertThat(server.isAlive()).as(Folders.read(folder.resolve("server.err"))).isTrue();
            assertThat(System.nanoTime()).as("%s: %s", what, output).isLessThan(deadline);
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private void press(String pressed) {
        try {
            keys.write(pressed.getBytes(StandardCharsets.US_ASCII));
            keys.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends keys, and waits for what they bring to the screen, which is drawn anew as a whole for that. */
    private void press(String pressed, String expected) {
        int from = output.length();
        press(pressed);
        long[] redrawn = {System.nanoTime()};
        await(expected, () -> {
            if (System.nanoTime() - redrawn[0] > REDRAW_NANOS) {
                redrawn[0] = System.nanoTime();
                press(REDRAW);
            }
            return output.indexOf(expected, from) >= 0;
        });
    }

    @AfterEach
    void stop() {
        server.destroyForcibly();
        if (terminal != null) {
            terminal.descendants().forEach(ProcessHandle::destroyForcibly);
            terminal.destroyForcibly();
        }
    }

    @Test
    void shouldShowSortFilterAndResizeAndLeaveTheTerminalAsItWas()
            throws InterruptedException {
        await("a frame is shown", () -> output.indexOf("records/s") >= 0);
        String device = output.substring(output.indexOf("terminal ") + 9, output.indexOf("."));
        press("s", "[what runs] by total");
        press("\t", "[resources] by total");
        press("/no such thing", "filter: no such thing_");
        press("\r", "only no such thing");
        press(ESCAPE, "[resources] by total\u001b");
        Command.of("stty", "-F", device, "rows", "11").run().succeeded();
        press("", "(6 of ");
        press("\t", "[open spans now]");
        press("\t", "[what runs]");
        press("q");
        await("it ends", () -> output.indexOf("first 0") >= 0);
        assertThat(output.indexOf(LEAVE)).isPositive().isLessThan(output.indexOf("first 0"));
        int second = output.length();
        await("it shows again", () -> output.indexOf("records/s", second) >= 0);
        press("\u0003");
        assertThat(terminal.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(output.toString()).contains("second 0");
        String before = Folders.read(folder.resolve("before"));
        assertThat(before).isNotBlank();
        assertThat(folder.resolve("between")).hasContent(before);
        assertThat(folder.resolve("after")).hasContent(before);
    }
}
