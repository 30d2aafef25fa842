package dev.fxprof.live.store;

import dev.fxprof.export.output.Reason;
import dev.fxprof.live.view.CaptureView;
import dev.fxprof.live.view.StoreView;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The captures of a data folder, and its limits.
 *
 * <p>Guarantees: any thread may call any method. What a method has written is whole and durable when it
 * returns, and stands beside nothing half-written when it throws. Progress: a capture's content is
 * written without the lock.
 */
public final class Store implements AutoCloseable {
    private static final String DATA = ".json";
    private static final String CONTENT = ".pftrace";
    private static final int BUFFER = 1 << 16;

    /** Writes the content of a capture. */
    public interface Content {
        /**
         * Writes it.
         *
         * @param folder folder of the file
         * @param name name of the file
         * @return what is known of the capture; size and checksum are not looked at
         * @throws IOException if it cannot be written
         */
        CaptureView write(Path folder, String name) throws IOException;
    }

    private final StoreFolder folder;
    private final StoreLimits limits;
    private final Clock clock;
    private final MinuteFiles minutes;
    private final JsonMapper json = JsonMapper.shared();
    /** By id, which begins with the time, so that the oldest comes first. */
    private final TreeMap<String, CaptureView> captures = new TreeMap<>();
    private long bytes;
    private long removed;
    private long corrupt;
    private long failed;
    private String lastFailure = "";

    private Store(StoreFolder folder, StoreLimits limits, Clock clock) {
        this.folder = folder;
        this.limits = limits;
        this.clock = clock;
        minutes = new MinuteFiles(folder.minutes);
    }

    /**
     * Opens a data folder, made if it is not there, and recovers what is left of the run before.
     *
     * @param root the folder
     * @param limits how much it may hold
     * @param clock tells how old files are
     * @return the store
     * @throws IOException if it cannot be read and written, or another process has it open
     */
    public static Store open(Path root, StoreLimits limits, Clock clock) throws IOException {
        StoreFolder folder = new StoreFolder(root);
        Store store = new Store(folder, limits, clock);
        try {
            store.load();
        } catch (IOException e) {
            folder.abandon();
            throw StoreFolder.unusable(root, e);
        } catch (RuntimeException e) {
            folder.abandon();
            throw e;
        }
        return store;
    }

    private synchronized void load() throws IOException {
        folder.recover();
        for (Path file : StoreFolder.list(folder.captures, DATA)) {
            load(file, StoreFolder.sibling(file, CONTENT));
        }
        corrupt += minutes.check(folder);
        tidy();
    }

    private void load(Path file, Path content) {
        try {
            CaptureView capture = json.readValue(DurableFiles.read(file), CaptureView.class);
            String name = file.getFileName().toString();
            if (capture == null || !name.equals(capture.id() + DATA) || !Files.exists(content)
                    || Files.size(content) != capture.bytes()) {
                setAside(file, content, "does not fit its capture");
            } else {
                captures.put(capture.id(), capture);
            }
        } catch (JacksonException _) {
            setAside(file, content, "is damaged");
        } catch (IOException e) {
            setAside(file, content, "cannot be read: " + Reason.of(e));
        }
    }

    private void setAside(Path file, Path content, String why) {
        corrupt++;
        folder.setAside(file, why);
        if (Files.exists(content)) {
            folder.setAside(content, "has lost its description");
        }
    }

    /**
     * Saves a capture.
     *
     * @param id its id, new in this folder; letters, digits and hyphens, the time first
     * @param content writes it
     * @return the capture as it stands
     * @throws IOException if it cannot be written; it is counted
     */
    public CaptureView save(String id, Content content) throws IOException {
        Path file = folder.captures.resolve(id + CONTENT);
        Path temporary = DurableFiles.temporary(file);
        CaptureView capture;
        try {
            CaptureView draft = content.write(folder.captures, temporary.getFileName().toString());
            capture = new CaptureView(id, draft.server(), draft.atMillis(),
                    draft.reason(), draft.fromMillis(), draft.toMillis(), draft.slices(),
                    Files.size(temporary), checksum(temporary), draft.partial(), draft.hitches());
            byte[] description = json.writeValueAsBytes(capture);
            DurableFiles.commit(temporary, file);
            DurableFiles.write(folder.captures.resolve(id + DATA), description);
        } catch (IOException | RuntimeException | Error e) {
            folder.removeCapture(id, e);
            failed(e);
            throw e;
        }
        synchronized (this) {
            captures.put(id, capture);
            tidy();
        }
        return capture;
    }

    private synchronized void failed(Throwable e) {
        failed++;
        lastFailure = String.valueOf(e.getMessage());
    }

    /** Keeps the limits and says that this run lives; neither undoes what has just been saved. */
    private synchronized void tidy() {
        try {
            enforce();
            folder.beat(clock.instant());
        } catch (IOException e) {
            failed(e);
        }
    }

    private static String checksum(Path file) throws IOException {
        CRC32C sum = new CRC32C();
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = Files.newInputStream(file)) {
            for (int count; (count = in.read(buffer)) > 0;) {
                sum.update(buffer, 0, count);
            }
        }
        return HexFormat.of().toHexDigits((int) sum.getValue());
    }

    /**
     * Writes the sums of some minutes of a server, in place of what stood for the same time.
     *
     * @param fromMillis begin of the time that the file is for
     * @param content the minutes
     * @throws IOException if they cannot be written; it is counted
     */
    public synchronized void saveMinutes(long fromMillis, StoredMinutes content)
            throws IOException {
        try {
            minutes.save(fromMillis, content);
        } catch (IOException | RuntimeException e) {
            failed(e);
            throw e;
        }
        tidy();
    }

    /**
     * Reads sums.
     *
     * @param server name of the server
     * @param fromMillis begin of the time that is wanted
     * @param toMillis its end
     * @return files that have to do with it, oldest first, without those that cannot be read
     * @throws IOException if the folder cannot be read
     */
    public synchronized List<StoredMinutes> minutes(String server, long fromMillis, long toMillis)
            throws IOException {
        return minutes.read(server, fromMillis, toMillis);
    }

    /**
     * The captures.
     *
     * @return the newest first
     */
    public synchronized List<CaptureView> captures() {
        return new ArrayList<>(captures.values()).reversed();
    }

    /**
     * Whether a capture stands in the store.
     *
     * @param id any text
     * @return false if it never did, or has left
     */
    public synchronized boolean has(String id) {
        return captures.containsKey(id);
    }

    /**
     * File of a capture.
     *
     * @param id any text
     * @return the file, or empty if there is no such capture or it is damaged
     * @throws IOException if it cannot be read
     */
    public Optional<Path> capture(String id) throws IOException {
        CaptureView capture;
        synchronized (this) {
            capture = captures.get(id);
        }
        if (capture == null) {
            return Optional.empty();
        }
        Path file = folder.captures.resolve(id + CONTENT);
        try {
            if (checksum(file).equals(capture.crc32c())) {
                return Optional.of(file);
            }
        } catch (NoSuchFileException _) {
            // It has left the store meanwhile, or somebody took it away.
        }
        synchronized (this) {
            if (captures.remove(id) != null) {
                setAside(folder.captures.resolve(id + DATA), file, "is about a damaged capture");
                tidy();
            }
        }
        return Optional.empty();
    }

    /** Removes the oldest until the limits are kept. */
    private void enforce() throws IOException {
        long oldest = clock.instant().minus(Duration.ofDays(limits.days())).toEpochMilli();
        removed += minutes.removeBefore(oldest);
        while (!captures.isEmpty() && (captures.size() > limits.captures()
                || captures.firstEntry().getValue().atMillis() < oldest)) {
            removeOldest();
        }
        bytes = size();
        while (bytes > limits.bytes() && removeLeastWanted()) {
            removed++;
            bytes = size();
        }
    }

    private boolean removeLeastWanted() throws IOException {
        Optional<Path> damaged = folder.oldestDamaged();
        if (damaged.isPresent()) {
            Files.delete(damaged.get());
            return true;
        }
        if (captures.size() > 1 || !captures.isEmpty() && minutes.isEmpty()) {
            removeOldest();
            removed--;
            return true;
        }
        return minutes.removeOldest();
    }

    /** The description goes first: content without one is no capture. */
    private void removeOldest() throws IOException {
        Map.Entry<String, CaptureView> oldest = captures.pollFirstEntry();
        Files.deleteIfExists(folder.captures.resolve(oldest.getKey() + DATA));
        Files.deleteIfExists(folder.captures.resolve(oldest.getKey() + CONTENT));
        removed++;
    }

    private long size() throws IOException {
        long sum = minutes.bytes() + folder.damagedBytes();
        for (CaptureView capture : captures.values()) {
            sum += capture.bytes() + descriptionBytes(capture);
        }
        return sum;
    }

    /** About what the description takes, without asking the disk for each. */
    private static long descriptionBytes(CaptureView capture) {
        return 512 + 1024L * capture.hitches().size();
    }

    /**
     * Sizes and counts.
     *
     * @return as they are now
     */
    public synchronized StoreView view() {
        return new StoreView(bytes, limits.bytes(), limits.days(), captures.size(), removed,
                corrupt + minutes.corrupt(), failed, lastFailure);
    }

    /**
     * What a person should read and no call has returned yet.
     *
     * @return sentences, oldest first
     */
    public synchronized List<String> news() {
        return folder.takeNews();
    }

    @Override
    public synchronized void close() throws IOException {
        folder.close();
    }
}
