package dev.fxprof.ringbuffer;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;

/**
 * Memory that producers write and readers read, in one process or several: rings, live stacks, names
 * and counters. The layout is in {@link SegmentDescriptor}.
 *
 * <p>Guarantees: a segment has all its blocks before it is used, so a store into it cannot fail for
 * want of room; a file appears under its name only when it is complete. What a process wrote before
 * it was killed can be read by another, until the machine stops.
 */
final class Segment {
    private static final int CHUNK = 1 << 20;

    private final Memory all;
    private final Geometry geometry;
    private final Memory header;
    private final SegmentSites sites;

    private Segment(Memory all, Geometry geometry) {
        this.all = all;
        this.geometry = geometry;
        this.header = all.slice(0, SegmentDescriptor.HEADER_SIZE);
        this.sites = new SegmentSites(header,
                all.slice(geometry.sitesAt(), (long) geometry.sites() * SiteDescriptor.SIZE),
                all.slice(geometry.stringsAt(), geometry.stringBytes()));
    }

    /** A segment in memory of this process alone; it lives as long as it is reachable. */
    static Segment anonymous(Geometry geometry, SegmentOwner owner) {
        MemorySegment memory = Arena.ofAuto().allocate(geometry.size(), SegmentDescriptor.PAGE);
        return create(memory, geometry, owner);
    }

    /**
     * A segment in a file, which it replaces.
     *
     * @throws IOException if the file cannot be written whole; nothing is left behind then
     */
    static Segment create(Path file, Geometry geometry, SegmentOwner owner) throws IOException {
        Path parent = file.toAbsolutePath().getParent();
        Path partial = Files.createTempFile(parent, file.getFileName() + ".", ".part");
        try (FileChannel channel = FileChannel.open(partial,
                Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE))) {
            allocate(channel, geometry.size());
            Segment segment = create(channel.map(FileChannel.MapMode.READ_WRITE, 0,
                    geometry.size(), Arena.ofAuto()), geometry, owner);
            Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
            return segment;
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    /** Writes every byte: a hole in the file would fault in the producer when the disk is full. */
    private static void allocate(FileChannel channel, long size) throws IOException {
        ByteBuffer zeros = ByteBuffer.allocateDirect(CHUNK);
        for (long at = 0; at < size; at += zeros.position()) {
            zeros.clear().limit((int) Math.min(CHUNK, size - at));
            while (zeros.hasRemaining()) {
                channel.write(zeros, at + zeros.position());
            }
        }
    }

    private static Segment create(MemorySegment memory, Geometry geometry, SegmentOwner owner) {
        for (long at = 0; at < memory.byteSize(); at += SegmentDescriptor.PAGE) {
            memory.set(ValueLayout.JAVA_BYTE, at, (byte) 0);
        }
        Segment segment = new Segment(new Memory(memory), geometry);
        segment.writeHeader(owner);
        return segment;
    }

    private void writeHeader(SegmentOwner owner) {
        header.putInt(SegmentDescriptor.VERSION_AT, SegmentDescriptor.VERSION);
        header.putLong(SegmentDescriptor.SIZE_AT, geometry.size());
        header.putInt(SegmentDescriptor.PRODUCERS_AT, geometry.producers());
        header.putInt(SegmentDescriptor.RING_SLOTS_AT, geometry.ringSlots());
        header.putInt(SegmentDescriptor.LIVE_FRAMES_AT, geometry.liveFrames());
        header.putInt(SegmentDescriptor.SITES_AT, geometry.sites());
        header.putInt(SegmentDescriptor.STRING_BYTES_AT, geometry.stringBytes());
        header.putInt(SegmentDescriptor.CLOCK_KIND_AT, owner.clockKind());
        header.putLong(SegmentDescriptor.PID_AT, owner.process().pid());
        header.putLong(SegmentDescriptor.PROCESS_START_AT, owner.process().startMillis());
        header.putLong(SegmentDescriptor.CREATED_MILLIS_AT, owner.createdMillis());
        header.putLong(SegmentDescriptor.CREATED_NANOS_AT, owner.createdNanos());
        header.putLong(SegmentDescriptor.IDENTITY_AT, owner.identity());
        putText(header, SegmentDescriptor.TITLE_AT, SegmentDescriptor.TITLE_BYTES, owner.title());
        header.putInt(SegmentDescriptor.CHECKSUM_AT, checksum(header));
        header.putLongRelease(SegmentDescriptor.HEARTBEAT_AT, owner.createdNanos());
        header.putLongRelease(SegmentDescriptor.MAGIC_AT, SegmentDescriptor.MAGIC);
    }

    static void putText(Memory memory, long at, int room, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int length = Math.min(bytes.length, room);
        while (length < bytes.length && length > 0 && (bytes[length] & 0xC0) == 0x80) {
            length--;
        }
        byte[] stored = new byte[2 + length];
        stored[0] = (byte) length;
        stored[1] = (byte) (length >> 8);
        System.arraycopy(bytes, 0, stored, 2, length);
        memory.putBytes(at, stored);
    }

    private static int checksum(Memory header) {
        CRC32 crc = new CRC32();
        crc.update(header.getBytes(SegmentDescriptor.CHECKED_FROM,
                SegmentDescriptor.CHECKED_TO - SegmentDescriptor.CHECKED_FROM));
        return (int) crc.getValue();
    }

    /**
     * Maps a segment that another process made.
     *
     * @throws SegmentException if the file is not a segment that this version can read
     * @throws IOException if the file cannot be read and written
     */
    static Segment open(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ,
                StandardOpenOption.WRITE)) {
            long size = channel.size();
            if (size < SegmentDescriptor.HEADER_SIZE) {
                throw new SegmentException(file + " is not an fxprof segment: it has " + size
                        + " bytes, expected at least " + SegmentDescriptor.HEADER_SIZE);
            }
            Memory all = new Memory(channel.map(FileChannel.MapMode.READ_WRITE, 0, size,
                    Arena.ofAuto()));
            return new Segment(all, SegmentCheck.geometry(file, all, size));
        }
    }

    /** Whether the header's unchanging part is as it was written. */
    static boolean isIntact(Memory all) {
        return checksum(all) == all.getInt(SegmentDescriptor.CHECKSUM_AT);
    }

    Geometry geometry() {
        return geometry;
    }

    Memory header() {
        return header;
    }

    SegmentSites sites() {
        return sites;
    }

    Memory clockLines() {
        return all.slice(geometry.clockLinesAt(),
                (long) ClockLineDescriptor.COUNT * ClockLineDescriptor.SIZE);
    }

    /** Control block of one of the rings. */
    Memory control(int ring) {
        return all.slice(geometry.controlAt() + (long) ring * RingDescriptor.SIZE,
                RingDescriptor.SIZE);
    }

    Memory liveStack(int ring) {
        return all.slice(geometry.liveStacksAt() + ring * geometry.liveStackBytes(),
                geometry.liveStackBytes());
    }

    SpanRing ring(int ring) {
        return new SpanRing(
                all.slice(geometry.ringsAt() + ring * geometry.ringBytes(), geometry.ringBytes()),
                control(ring), geometry.ringSlots());
    }

    SegmentOwner owner() {
        return new SegmentOwner(
                new ProcessIdentity(header.getLong(SegmentDescriptor.PID_AT),
                        header.getLong(SegmentDescriptor.PROCESS_START_AT)),
                SegmentSites.text(header, SegmentDescriptor.TITLE_AT),
                header.getInt(SegmentDescriptor.CLOCK_KIND_AT),
                header.getLong(SegmentDescriptor.CREATED_MILLIS_AT),
                header.getLong(SegmentDescriptor.CREATED_NANOS_AT),
                header.getLong(SegmentDescriptor.IDENTITY_AT));
    }

    /** The process that drains the segment now, if there is one. */
    Optional<ProcessIdentity> drain() {
        long pid = header.getLongAcquire(SegmentDescriptor.DRAIN_PID_AT);
        ProcessIdentity drain = new ProcessIdentity(pid,
                header.getLong(SegmentDescriptor.DRAIN_START_AT));
        return pid != 0 && drain.isAlive() ? Optional.of(drain) : Optional.empty();
    }

    long bytes() {
        return all.size();
    }
}
