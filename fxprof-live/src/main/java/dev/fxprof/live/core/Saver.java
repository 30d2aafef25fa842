package dev.fxprof.live.core;

import dev.fxprof.live.store.StoredMinutes;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Writes to the store on a thread of its own. Captures wait for their turn up to a limit of memory; of the
 * minutes of a server only the newest content of each file waits, goes before captures, and stays until it
 * is written: what failed is tried again with the server's next minute.
 *
 * <p>Guarantees: any thread may call any method. Progress: nobody waits for the disk but {@link #close}.
 */
final class Saver {
    private static final long MOST_BYTES = 256L << 20;
    /** An hour of a server that cannot be written. */
    private static final int MOST_FILES = 6;

    /** Writes a file of sums. */
    @FunctionalInterface
    interface MinuteWriter {
        void write(long fromMillis, StoredMinutes content) throws IOException;
    }

    /** A capture that waits: its memory, what writes it, and who is told why it was not written. */
    private record Capture(long bytes, Runnable writer, Consumer<String> lost) {}

    private record MinuteFile(String server, long fromMillis) {}

    private final MinuteWriter minuteWriter;
    private final Consumer<String> news;
    private final Deque<Capture> captures = new ArrayDeque<>();
    private final Map<MinuteFile, StoredMinutes> minutes = new LinkedHashMap<>();
    private final Set<MinuteFile> failed = new HashSet<>();
    private final Thread thread;
    private long bytes;
    private boolean closing;

    Saver(MinuteWriter minuteWriter, Consumer<String> news) {
        this.minuteWriter = minuteWriter;
        this.news = news;
        thread = Thread.ofPlatform().daemon().name("fxprof-store").start(this::run);
    }

    /** Takes a capture. One that finds no room, or no time before the end, is told so. */
    void capture(long memory, Runnable writer, Consumer<String> lost) {
        synchronized (this) {
            if (!closing && (bytes == 0 || bytes + memory <= MOST_BYTES)) {
                bytes += memory;
                captures.add(new Capture(memory, writer, lost));
                notifyAll();
                return;
            }
        }
        lost.accept("too many wait already");
    }

    /** Takes the newest content of a file of sums. */
    synchronized void minutes(long fromMillis, StoredMinutes content) {
        minutes.put(new MinuteFile(content.server(), fromMillis), content);
        failed.removeIf(file -> file.server.equals(content.server()));
        long own = minutes.keySet().stream().filter(file -> file.server.equals(content.server()))
                .count();
        for (Iterator<MinuteFile> oldest = minutes.keySet().iterator(); own > MOST_FILES;) {
            if (oldest.next().server.equals(content.server())) {
                oldest.remove();
                own--;
                news.accept("Ten minutes of the sums of " + content.server()
                        + " could not be saved in an hour and are lost.");
            }
        }
        notifyAll();
    }

    private void run() {
        try {
            for (Runnable next; (next = next()) != null;) {
                next.run();
            }
        } catch (InterruptedException _) {
            // The time to close is over; what still waits is told so.
        }
    }

    /** What is written next, or null at the end. */
    private synchronized Runnable next() throws InterruptedException {
        while (true) {
            for (Map.Entry<MinuteFile, StoredMinutes> waiting : minutes.entrySet()) {
                if (!failed.contains(waiting.getKey())) {
                    MinuteFile file = waiting.getKey();
                    StoredMinutes content = waiting.getValue();
                    return () -> write(file, content);
                }
            }
            if (!captures.isEmpty()) {
                Capture capture = captures.removeFirst();
                return () -> write(capture);
            }
            if (closing) {
                return null;
            }
            wait();
        }
    }

    private void write(Capture capture) {
        try {
            capture.writer.run();
        } finally {
            synchronized (this) {
                bytes -= capture.bytes;
            }
        }
    }

    private void write(MinuteFile file, StoredMinutes content) {
        try {
            minuteWriter.write(file.fromMillis, content);
            synchronized (this) {
                minutes.remove(file, content);
            }
        } catch (IOException | RuntimeException | Error e) {
            synchronized (this) {
                if (minutes.get(file) == content) {
                    failed.add(file);
                }
            }
            news.accept("The sums of " + file.server + " could not be saved yet: "
                    + e.getMessage() + ".");
        }
    }

    /** Writes what waits, within some time; what does not come to it is told so. */
    void close(long millis) throws InterruptedException {
        synchronized (this) {
            closing = true;
            notifyAll();
        }
        try {
            thread.join(millis);
        } finally {
            giveUp().forEach(capture -> capture.lost.accept("there was no time left"));
            thread.interrupt();
        }
    }

    private synchronized List<Capture> giveUp() {
        List<Capture> left = List.copyOf(captures);
        captures.clear();
        minutes.clear();
        return left;
    }
}
