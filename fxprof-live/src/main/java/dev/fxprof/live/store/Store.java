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
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;
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
    private static final int MINUTES_PART = 4;

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

    /** A capture, and the size of its two files. */
    private record Stored(CaptureView view, long bytes) {}

    private final StoreFolder folder;
    private final StoreLimits limits;
    private final Clock clock;
    private final SteadyTime age;
    private final MinuteFiles minutes;
    private final JsonMapper json = JsonMapper.shared();
    /** By id, which begins with the time, so that the oldest comes first. */
    private final TreeMap<String, Stored> captures = new TreeMap<>();
    private long captureBytes;
    private long bytes;
    private long removed;
    private long corrupt;
    private long failed;
    private String lastFailure = "";

    private Store(StoreFolder folder, StoreLimits limits, Clock clock, LongSupplier nanos) {
        this.folder = folder;
        this.limits = limits;
        this.clock = clock;
        age = new SteadyTime(clock, nanos);
        minutes = new MinuteFiles(folder.minutes);
    }

    /**
     * Opens a data folder, made if it is not there, and recovers what is left of the run before.
     *
     * @param root the folder
     * @param limits how much it may hold
     * @param clock tells how old files are; may step
     * @param nanos nanoseconds that never go back, from any moment
     * @return the store
     * @throws IOException if it cannot be read and written, or another process has it open
     */
    public static Store open(Path root, StoreLimits limits, Clock clock, LongSupplier nanos)
            throws IOException {
        StoreFolder folder = new StoreFolder(root);
        Store store = new Store(folder, limits, clock, nanos);
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
        tidy("", "");
    }

    private void load(Path file, Path content) {
        try {
            CaptureView capture = json.readValue(DurableFiles.read(file), CaptureView.class);
            String name = file.getFileName().toString();
            if (capture == null || !name.equals(capture.id() + DATA) || !Files.exists(content)
                    || Files.size(content) != capture.bytes()) {
                setAside(file, content, "does not fit its capture");
            } else {
                put(capture, Files.size(file));
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
     * @throws IOException if it cannot be written or is larger than all captures may be; it is counted
     */
    public CaptureView save(String id, Content content) throws IOException {
        Path file = folder.captures.resolve(id + CONTENT);
        Path temporary = DurableFiles.temporary(file);
        CaptureView capture;
        byte[] description;
        try {
            CaptureView draft = write(content, temporary);
            capture = new CaptureView(id, draft.server(), draft.atMillis(),
                    draft.reason(), draft.fromMillis(), draft.toMillis(), draft.slices(),
                    Files.size(temporary), checksum(temporary), draft.partial(),
                    draft.partialReason(), draft.hitches());
            description = json.writeValueAsBytes(capture);
            long share = limits.bytes() - minutesShare();
            if (capture.bytes() + description.length > share) {
                throw new IOException("it has " + (capture.bytes() + description.length)
                        + " bytes, and all captures together may have " + share);
            }
            DurableFiles.commit(temporary, file);
            DurableFiles.write(folder.captures.resolve(id + DATA), description);
        } catch (IOException | RuntimeException | Error e) {
            folder.removeCapture(id, e);
            failed(e);
            throw e;
        }
        synchronized (this) {
            put(capture, description.length);
            tidy(id, "");
        }
        return capture;
    }

    /** A writer says where it left what it had written; here nothing of it stays. */
    private CaptureView write(Content content, Path temporary) throws IOException {
        try {
            return content.write(folder.captures, temporary.getFileName().toString());
        } catch (IOException e) {
            if (e.getCause() instanceof IOException cause) {
                throw new IOException(
                        folder.captures + " cannot be written: " + Reason.of(cause), e);
            }
            throw e;
        }
    }

    private void put(CaptureView capture, long descriptionBytes) {
        Stored stored = new Stored(capture, capture.bytes() + descriptionBytes);
        Stored before = captures.put(capture.id(), stored);
        captureBytes += stored.bytes - (before == null ? 0 : before.bytes);
    }

    /** The most that sums may take of the limit; captures may have all that they leave. */
    private long minutesShare() {
        return limits.bytes() / MINUTES_PART;
    }

    private synchronized void failed(Throwable e) {
        failed++;
        lastFailure = String.valueOf(e.getMessage());
    }

    /** Keeps the limits and says that this run lives; neither undoes what has just been saved. */
    private synchronized void tidy(String savedCapture, String savedMinutes) {
        try {
            enforce(savedCapture, savedMinutes);
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
        String saved;
        try {
            saved = minutes.save(fromMillis, content);
        } catch (IOException | RuntimeException e) {
            failed(e);
            throw e;
        }
        tidy("", saved);
    }

    /**
     * Reads sums, the newest first until there are enough. Nobody waits meanwhile.
     *
     * @param server name of the server
     * @param fromMillis begin of the time that is wanted
     * @param toMillis its end
     * @param most how many minutes are enough
     * @return files that have to do with it, oldest first, without those that cannot be read
     */
    public List<StoredMinutes> minutes(String server, long fromMillis, long toMillis, int most) {
        List<String> names;
        synchronized (this) {
            names = minutes.names(server, fromMillis, toMillis);
        }
        return minutes.read(names, server, fromMillis, toMillis, most);
    }

    /**
     * The captures.
     *
     * @return the newest first
     */
    public synchronized List<CaptureView> captures() {
        return captures.descendingMap().values().stream().map(Stored::view).toList();
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
            Stored stored = captures.get(id);
            if (stored == null) {
                return Optional.empty();
            }
            capture = stored.view;
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
            Stored stored = captures.remove(id);
            if (stored != null) {
                captureBytes -= stored.bytes;
                setAside(folder.captures.resolve(id + DATA), file, "is about a damaged capture");
                tidy("", "");
            }
        }
        return Optional.empty();
    }

    /** Removes the oldest until the limits are kept, but never what has just been saved. */
    private void enforce(String savedCapture, String savedMinutes) throws IOException {
        long now = age.millis();
        long oldest = now - Duration.ofDays(limits.days()).toMillis();
        removed += minutes.removeBefore(oldest, savedMinutes);
        for (List<String> old = ids(capture -> capture.atMillis() < oldest); !old.isEmpty();) {
            remove(old.removeFirst());
        }
        while (captures.size() > limits.captures()) {
            remove(leastWanted(now, savedCapture));
        }
        while (minutes.bytes() > minutesShare() && minutes.removeOldest(savedMinutes)) {
            removed++;
        }
        bytes = minutes.bytes() + captureBytes + folder.damagedBytes();
        while (bytes > limits.bytes() && makeRoom(now, savedCapture)) {
            bytes = minutes.bytes() + captureBytes + folder.damagedBytes();
        }
    }

    private boolean makeRoom(long now, String savedCapture) throws IOException {
        Optional<Path> damaged = folder.oldestDamaged();
        if (damaged.isPresent()) {
            Files.delete(damaged.get());
            removed++;
            return true;
        }
        if (captures.size() > (captures.containsKey(savedCapture) ? 1 : 0)) {
            remove(leastWanted(now, savedCapture));
            return true;
        }
        return false;
    }

    private List<String> ids(Predicate<CaptureView> wanted) {
        return captures.values().stream().map(Stored::view).filter(wanted).map(CaptureView::id)
                .collect(Collectors.toCollection(ArrayList::new));
    }

    /** The clock was wrong when it made those of the future: nobody knows how old they are. */
    private String leastWanted(long now, String saved) {
        List<String> future = ids(capture -> !capture.id().equals(saved)
                && capture.atMillis() > now + SteadyTime.TOLERANCE_MILLIS);
        return future.isEmpty()
                ? ids(capture -> !capture.id().equals(saved)).getFirst()
                : future.getFirst();
    }

    /** The description goes first: content without one is no capture. */
    private void remove(String id) throws IOException {
        captureBytes -= captures.remove(id).bytes;
        removed++;
        Files.deleteIfExists(folder.captures.resolve(id + DATA));
        Files.deleteIfExists(folder.captures.resolve(id + CONTENT));
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
