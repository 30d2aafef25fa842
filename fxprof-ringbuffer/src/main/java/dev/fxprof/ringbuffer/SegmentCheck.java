package dev.fxprof.ringbuffer;

import java.nio.file.Path;

/** Refuses what is not a segment of this version, and says why. */
final class SegmentCheck {
    private SegmentCheck() {
    }

    static Geometry geometry(Path file, Memory all, long size) throws SegmentException {
        long magic = all.getLongAcquire(SegmentDescriptor.MAGIC_AT);
        if (magic != SegmentDescriptor.MAGIC) {
            throw new SegmentException(String.format(
                    "%s is not an fxprof segment: it begins with %016x, expected %016x", file,
                    Long.reverseBytes(magic), Long.reverseBytes(SegmentDescriptor.MAGIC)));
        }
        int version = all.getInt(SegmentDescriptor.VERSION_AT);
        if (version != SegmentDescriptor.VERSION) {
            throw new SegmentException(file + " has segment layout version "
                    + Integer.toUnsignedString(version) + ", this fxprof reads version "
                    + SegmentDescriptor.VERSION);
        }
        long expected = all.getLong(SegmentDescriptor.SIZE_AT);
        if (size < expected) {
            throw new SegmentException(file + " is truncated: it has " + size
                    + " bytes, its header says " + expected);
        }
        if (!Segment.isIntact(all)) {
            throw new SegmentException(
                    file + " is damaged: its header does not match its checksum");
        }
        Geometry geometry = read(file, all);
        if (geometry.size() != expected) {
            throw new SegmentException(file + " is damaged: its geometry needs " + geometry.size()
                    + " bytes, its header says " + expected);
        }
        return geometry;
    }

    private static Geometry read(Path file, Memory all) throws SegmentException {
        try {
            return new Geometry(all.getInt(SegmentDescriptor.PRODUCERS_AT),
                    all.getInt(SegmentDescriptor.RING_SLOTS_AT),
                    all.getInt(SegmentDescriptor.LIVE_FRAMES_AT),
                    all.getInt(SegmentDescriptor.SITES_AT),
                    all.getInt(SegmentDescriptor.STRING_BYTES_AT));
        } catch (IllegalArgumentException e) {
            throw new SegmentException(file + " is damaged: " + e.getMessage());
        }
    }
}
