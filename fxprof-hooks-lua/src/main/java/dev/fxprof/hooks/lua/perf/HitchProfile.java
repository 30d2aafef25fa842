package dev.fxprof.hooks.lua.perf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Has the server's own profiler record the ticks after a hitch, at most once in five minutes: what it
 * records costs the server time and memory.
 */
final class HitchProfile {
    static final long PAUSE_NANOS = 300_000_000_000L;

    private static final long TICK_NANOS = 50_000_000;
    /** Ticks are late after a hitch, so the recording may take longer than its ticks should. */
    private static final long SLACK_NANOS = 3_000_000_000L;
    private static final long WRITING_NANOS = 30_000_000_000L;
    private static final DateTimeFormatter NAME = DateTimeFormatter
            .ofPattern("'fxprof-hitch-'uuuuMMdd-HHmmss'.json'").withZone(ZoneId.systemDefault());

    /** Types a command into the server's console. */
    interface Console {
        void type(String command);
    }

    private final Console console;
    private final int frames;
    private final Path folder;
    private final List<String> news = new ArrayList<>();
    private boolean began;
    private long lastNanos;
    private Path file;
    private int millis;
    private boolean saved;
    private long due;
    private long size;

    /**
     * @param console of the server
     * @param frames ticks to record
     * @param folder where the server's files lie
     */
    HitchProfile(Console console, int frames, Path folder) {
        this.console = console;
        this.frames = frames;
        this.folder = folder;
    }

    /** A hitch of the thread that runs the scripts. */
    void hitch(int lateMillis, long now) {
        if (file != null || began && now - lastNanos < PAUSE_NANOS) {
            return;
        }
        began = true;
        lastNanos = now;
        millis = lateMillis;
        saved = false;
        size = -1;
        file = folder.resolve(NAME.format(Instant.now()));
        due = now + frames * TICK_NANOS + SLACK_NANOS;
        console.type("profiler record " + frames);
    }

    /** Goes on with the recording that is under way. */
    void step(long now) throws IOException {
        if (file == null || now - due < 0) {
            return;
        }
        if (!saved) {
            saved = true;
            due = now;
            console.type("profiler saveJSON " + file.getFileName());
            return;
        }
        long written = Files.isRegularFile(file) ? Files.size(file) : -1;
        if (written > 0 && written == size) {
            news.add("after a hitch of " + millis + " ms the server's profiler recorded " + frames
                    + " ticks: fxprof report " + file);
            file = null;
        } else if (now - due > WRITING_NANOS) {
            news.add("after a hitch of " + millis + " ms the server's profiler was to record "
                    + frames + " ticks, but there is no " + file);
            file = null;
        }
        size = written;
    }

    Optional<String> news() {
        return news.isEmpty() ? Optional.empty() : Optional.of(news.removeFirst());
    }
}
