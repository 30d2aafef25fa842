package dev.fxprof.live.recorder;

/** Reads what {@link Bytes} took. */
final class Source {
    private final byte[] bytes;
    private int at;

    Source(byte[] bytes) {
        this.bytes = bytes;
    }

    boolean hasMore() {
        return at < bytes.length;
    }

    int get() {
        return bytes[at++] & 0xFF;
    }

    long number() {
        long value = 0;
        for (int shift = 0;; shift += 7) {
            byte next = bytes[at++];
            value |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }

    long difference() {
        long value = number();
        return value >>> 1 ^ -(value & 1);
    }
}
