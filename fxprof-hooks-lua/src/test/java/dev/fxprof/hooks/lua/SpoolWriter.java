package dev.fxprof.hooks.lua;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** Writes a spool as docs/spool.md describes it; knows nothing of the reader. */
public final class SpoolWriter {
    public static final int SESSION = 1;
    public static final int VM = 2;
    public static final int SYNC = 3;

    private final Path folder;
    private final long session;
    private final long startedNanos;
    private final long epochSeconds;
    private int file;
    private long sequence = 1;
    private long records;
    private long deletedRecords;
    private long unwritten;
    private final List<Long> recordsInFile = new ArrayList<>();

    public SpoolWriter(Path folder, long session, long startedNanos, long epochSeconds) {
        this.folder = folder;
        this.session = session;
        this.startedNanos = startedNanos;
        this.epochSeconds = epochSeconds;
    }

    public Path path(int number) {
        return folder.resolve(String.format("%016x-%06d.fxs", session, number));
    }

    public Path path() {
        return path(file);
    }

    public long session() {
        return session;
    }

    public int file() {
        return file;
    }

    public long sequence() {
        return sequence;
    }

    /** The header of a file, or of frames over HTTP, whose first frame is the next. */
    public byte[] header() {
        return header(1);
    }

    public byte[] header(int version) {
        return buffer(32).put("FXSPOOL\n".getBytes(StandardCharsets.US_ASCII)).putInt(version)
                .putInt(file).putLong(session).putLong(sequence).array();
    }

    public SpoolWriter nextFile() {
        file++;
        recordsInFile.add(0L);
        append(header());
        append(frame(SESSION, sessionText()));
        return this;
    }

    public byte[] sessionText() {
        return ("{\"agent\":\"1\",\"server\":\"v1.0.0.12345 linux\",\"platform\":\"linux\","
                + "\"startedNanos\":" + startedNanos + ",\"startedMillis\":1000,\"epochSeconds\":"
                + epochSeconds + ",\"clock\":\"nanotime\",\"settable\":true,\"tickRate\":20,"
                + "\"resource\":\"fxprof\"}").getBytes(StandardCharsets.UTF_8);
    }

    /** A frame with the next sequence. */
    public byte[] frame(int type, byte[] payload) {
        return buffer(payload.length + 20).putInt(payload.length).putInt(type)
                .putLong(sequence++).put(payload).putInt(payload.length).array();
    }

    public SpoolWriter write(VmData vm) {
        append(frame(VM, take(vm)));
        return this;
    }

    /** Packs a VM's records, which the collector has then. */
    public byte[] take(VmData vm) {
        records += vm.records();
        recordsInFile.set(file - 1, recordsInFile.get(file - 1) + vm.records());
        return vm.pack();
    }

    /** A VM's records come to the collector, and no file takes them. */
    public void lose(VmData vm) {
        records += vm.records();
        unwritten += vm.records();
        vm.pack();
    }

    public SpoolWriter sync(long nanos, long... wakes) {
        append(syncFrame(nanos, 0, wakes));
        return this;
    }

    public byte[] syncFrame(long nanos, long step, long... wakes) {
        ByteBuffer payload = buffer(68 + 8 * wakes.length).putLong(nanos).putLong(0)
                .putLong(epochSeconds).putLong(step).putLong(records).putLong(0)
                .putLong(deletedRecords).putLong(unwritten).putInt(wakes.length);
        for (long wake : wakes) {
            payload.putLong(wake);
        }
        return frame(SYNC, payload.array());
    }

    public void delete(int number) {
        try {
            Files.delete(path(number));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        deletedRecords += recordsInFile.get(number - 1);
    }

    public void append(byte[] bytes) {
        try {
            Files.createDirectories(folder);
            Files.write(path(), bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    public static byte[] concat(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
