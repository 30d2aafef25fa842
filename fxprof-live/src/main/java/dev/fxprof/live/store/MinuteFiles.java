package dev.fxprof.live.store;

import dev.fxprof.export.output.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Files of sums: each for some minutes of one server, named after their begin and the server. */
final class MinuteFiles {
    private static final DateTimeFormatter NAME = DateTimeFormatter
            .ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final String ENDING = ".json";
    private static final long LONGEST_MILLIS = 3_600_000;

    private final Path folder;
    private final JsonMapper json = JsonMapper.shared();
    /** Sizes by name; the name begins with the time. */
    private final TreeMap<String, Long> files = new TreeMap<>();
    private long corrupt;

    MinuteFiles(Path folder) {
        this.folder = folder;
    }

    /** Looks at all files; returns how many were set aside. */
    int check(StoreFolder store) throws IOException {
        int damaged = 0;
        for (Path file : StoreFolder.list(folder, ENDING)) {
            try {
                json.readValue(DurableFiles.read(file), StoredMinutes.class);
                files.put(file.getFileName().toString(), Files.size(file));
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

    void save(long fromMillis, StoredMinutes content) throws IOException {
        byte[] bytes = json.writeValueAsBytes(content);
        String name = time(fromMillis) + "-" + key(content.server()) + ENDING;
        DurableFiles.write(folder.resolve(name), bytes);
        files.put(name, (long) bytes.length);
    }

    private static String time(long millis) {
        return NAME.format(Instant.ofEpochMilli(millis));
    }

    /** Names of servers are people's own; a file's name is not. */
    private static String key(String server) {
        CRC32C sum = new CRC32C();
        sum.update(server.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().toHexDigits((int) sum.getValue());
    }

    List<StoredMinutes> read(String server, long fromMillis, long toMillis) throws IOException {
        List<StoredMinutes> found = new ArrayList<>();
        String key = "-" + key(server) + ENDING;
        String first = time(Math.max(0, fromMillis - LONGEST_MILLIS));
        for (String name : files.tailMap(first, true).keySet()) {
            if (name.compareTo(time(toMillis) + "~") > 0) {
                break;
            }
            if (name.endsWith(key)) {
                try {
                    StoredMinutes minutes = json.readValue(
                            Files.readAllBytes(folder.resolve(name)), StoredMinutes.class);
                    if (minutes.server().equals(server)) {
                        found.add(minutes);
                    }
                } catch (JacksonException _) {
                    corrupt++;
                }
            }
        }
        return found;
    }

    int removeBefore(long millis) throws IOException {
        int removed = 0;
        String oldest = time(Math.max(0, millis));
        while (!files.isEmpty() && files.firstKey().compareTo(oldest) < 0) {
            removeOldest();
            removed++;
        }
        return removed;
    }

    boolean removeOldest() throws IOException {
        if (files.isEmpty()) {
            return false;
        }
        Files.deleteIfExists(folder.resolve(files.pollFirstEntry().getKey()));
        return true;
    }

    boolean isEmpty() {
        return files.isEmpty();
    }

    long bytes() {
        long sum = 0;
        for (long size : files.values()) {
            sum += size;
        }
        return sum;
    }

    long corrupt() {
        return corrupt;
    }
}
