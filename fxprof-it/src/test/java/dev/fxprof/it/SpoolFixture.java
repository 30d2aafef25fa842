package dev.fxprof.it;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The spool of a server with one resource, which handles one event a tick for a millisecond. */
final class SpoolFixture {
    static final long MILLI = 1_000_000;
    static final int TICKS_A_WINDOW = 20;

    private static final long EPOCH = 1_790_000_000;
    private static final String EVENT = "shop:open";

    private final Path data;
    private final long session;
    private long now;
    private long sequence = 1;
    private long records;
    private Path file;
    private boolean told;

    private SpoolFixture(Path data, long session, long now) {
        this.data = data;
        this.session = session;
        this.now = now;
    }

    /** A server-data folder whose resource has not run yet. */
    static SpoolFixture in(Path data) {
        try {
            Path resource = Files.createDirectories(data.resolve("resources/[fxprof]/fxprof"));
            Files.writeString(resource.resolve("fxmanifest.lua"), "fx_version 'cerulean'\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new SpoolFixture(data, 1, EPOCH * 1_000_000_000);
    }

    /** The resource starts again. */
    SpoolFixture restarted() {
        return new SpoolFixture(data, session + 1, now);
    }

    /** Writes a second's window of ticks. */
    SpoolFixture second() {
        if (file == null) {
            begin();
        }
        ByteBuffer slices = buffer(40 * TICKS_A_WINDOW);
        ByteBuffer wakes = buffer(8 * TICKS_A_WINDOW);
        for (int i = 0; i < TICKS_A_WINDOW; i++) {
            now += 50 * MILLI;
            wakes.putLong(now);
            // An event of player 9, the only slice of its span.
            slices.putLong(1 | 1L << 32 | 1L << 38).putLong(++records).putLong(now - 2 * MILLI)
                    .putLong(now - MILLI).putLong(9);
        }
        frame(2, vm(slices.array()));
        frame(3, concat(buffer(68).putLong(now + 1000).putLong(0).putLong(EPOCH).putLong(0)
                .putLong(records).putLong(0).putLong(0).putLong(0).putInt(TICKS_A_WINDOW).array(),
                wakes.array()));
        return this;
    }

    private void begin() {
        try {
            Path folder = Files
                    .createDirectories(data.resolve("resources/[fxprof]/fxprof/spool"));
            file = folder.resolve(String.format("%016x-000001.fxs", session));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        append(buffer(32).put("FXSPOOL\n".getBytes(StandardCharsets.US_ASCII)).putInt(1).putInt(1)
                .putLong(session).putLong(1).array());
        frame(1, ("{\"server\":\"test\",\"startedNanos\":" + now + ",\"epochSeconds\":"
                + now / 1_000_000_000 + ",\"clock\":\"nanotime\"}")
                .getBytes(StandardCharsets.UTF_8));
    }

    private byte[] vm(byte[] slices) {
        byte[] fields = buffer(88).putInt(1).putLong(session).putLong(records - TICKS_A_WINDOW)
                .putLong(0).putLong(0).putInt(0).putInt(0).putLong(0).putInt(90).putLong(0)
                .putLong(1 << 20).putLong(records * 500).putLong(records).array();
        byte[] site = told
                ? buffer(4).array()
                : concat(buffer(14).putInt(1).putInt(1).put((byte) 3).put((byte) 0).putInt(7)
                        .array(), text(EVENT), text("@shop/main.lua"));
        told = true;
        return concat(fields, text("shop"), site,
                buffer(4).putInt(TICKS_A_WINDOW).array(), slices, buffer(5).putInt(1)
                        .put((byte) 1).array(),
                text(EVENT), buffer(24).putLong(2).putLong(100).putLong(50).array());
    }

    private void frame(int type, byte[] payload) {
        append(buffer(payload.length + 20).putInt(payload.length).putInt(type)
                .putLong(sequence++).put(payload).putInt(payload.length).array());
    }

    private void append(byte[] bytes) {
        try {
            Files.write(file, bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return buffer(2 + bytes.length).putShort((short) bytes.length).put(bytes).array();
    }

    private static byte[] concat(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
