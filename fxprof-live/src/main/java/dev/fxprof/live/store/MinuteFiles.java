package dev.fxprof.live.store;

import dev.fxprof.export.output.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32C;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Files of sums: each for some minutes of one server, named after their begin and the server. */
final class MinuteFiles {
    private static final DateTimeFormatter NAME = DateTimeFormatter
            .ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final String ENDING = ".json";
    private static final long LONGEST_MILLIS = 3_600_000;
    private static final long LATEST_MILLIS = Instant.parse("9999-12-31T00:00:00Z").toEpochMilli();

    private final Path folder;
    private final JsonMapper json = JsonMapper.shared();
    /** Sizes by name; the name begins with the time. */
    private final TreeMap<String, Long> files = new TreeMap<>();
    private final AtomicLong corrupt = new AtomicLong();
    private long bytes;

    MinuteFiles(Path folder) {
        this.folder = folder;
    }

    /** Looks at all files; returns how many were set aside. */
    int check(StoreFolder store) throws IOException {
        int damaged = 0;
        for (Path file : StoreFolder.list(folder, ENDING)) {
            try {
                json.readValue(DurableFiles.read(file), StoredMinutes.class);
                put(file.getFileName().toString(), Files.size(file));
            } catch (JacksonException _) {
                store.setAside(file, "is damaged");
                damaged++;
            } catch (IOException e) {
                store.setAside(file, "cannot be read: " + Reason.of(e));
                damaged++;
            }
        }
        return damaged;
    }

    /** Returns the name of the file. */
    String save(long fromMillis, StoredMinutes content) throws IOException {
        byte[] text = json.writeValueAsBytes(content);
        String name = time(fromMillis) + "-" + key(content.server()) + ENDING;
        DurableFiles.write(folder.resolve(name), text);
        put(name, text.length);
        return name;
    }

    private void put(String name, long size) {
        Long before = files.put(name, size);
        bytes += size - (before == null ? 0 : before);
    }

    /** Years of more than four digits would not sort by their text. */
    private static String time(long millis) {
        return NAME.format(Instant.ofEpochMilli(Math.clamp(millis, 0, LATEST_MILLIS)));
    }

    /** Names of servers are people's own; a file's name is not. */
    private static String key(String server) {
        CRC32C sum = new CRC32C();
        sum.update(server.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().toHexDigits((int) sum.getValue());
    }

    /** Names of the files of a server that have to do with some time, newest first. */
    List<String> names(String server, long fromMillis, long toMillis) {
        String key = "-" + key(server) + ENDING;
        String first = time(Math.max(0, fromMillis) - LONGEST_MILLIS);
        String last = time(toMillis) + "~";
        return first.compareTo(last) > 0
                ? List.of()
                : files.subMap(first, true, last, true).descendingMap().keySet().stream()
                        .filter(name -> name.endsWith(key)).toList();
    }

    /** Reads files until there are enough minutes; any thread. Those that have gone are left out. */
    List<StoredMinutes> read(List<String> newestFirst, String server, long fromMillis,
            long toMillis, int most) {
        Deque<StoredMinutes> found = new ArrayDeque<>();
        long count = 0;
        for (String name : newestFirst) {
            if (count >= most) {
                break;
            }
            try {
                StoredMinutes content = json.readValue(DurableFiles.read(folder.resolve(name)),
                        StoredMinutes.class);
                if (content.server().equals(server)) {
                    found.addFirst(content);
                    count += content.minutes().stream().filter(minute -> minute
                            .atMillis() >= fromMillis && minute.atMillis() <= toMillis).count();
                }
            } catch (NoSuchFileException _) {
                // It has left the store meanwhile.
            } catch (IOException | JacksonException _) {
                corrupt.incrementAndGet();
            }
        }
        return List.copyOf(found);
    }

    int removeBefore(long millis, String saved) throws IOException {
        List<String> old = files.headMap(time(millis)).keySet().stream()
                .filter(name -> !name.equals(saved)).toList();
        for (String name : old) {
            remove(name);
        }
        return old.size();
    }

    /** Removes the oldest but what has just been saved; returns false if there is none. */
    boolean removeOldest(String saved) throws IOException {
        for (String name : files.keySet()) {
            if (!name.equals(saved)) {
                remove(name);
                return true;
            }
        }
        return false;
    }

    private void remove(String name) throws IOException {
        bytes -= files.remove(name);
        Files.deleteIfExists(folder.resolve(name));
    }

    long bytes() {
        return bytes;
    }

    long corrupt() {
        return corrupt.get();
    }
}
