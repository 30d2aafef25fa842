package dev.fxprof.ringbuffer;

import dev.fxprof.api.ScriptRuntime;
import dev.fxprof.api.Site;
import dev.fxprof.api.SpanKind;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * The site table in a segment: append-only, of fixed size.
 *
 * <p>Assumptions: one thread at a time appends; any thread or process reads.
 *
 * <p>Guarantees: an entry and its names are complete before the count of entries says that it is
 * there, so each id in a committed record resolves, even after the process was killed.
 */
final class SegmentSites {
    /** Most bytes of a name. */
    static final int NAME_BYTES = 128;
    /** Entries kept free for the sites that stand in for what finds no room. */
    static final int RESERVED = 256;
    /** String bytes kept free for each of these entries. */
    static final int BYTES_EACH = 64;
    private static final ScriptRuntime[] RUNTIMES = ScriptRuntime.values();
    private static final SpanKind[] KINDS = SpanKind.values();

    private final Memory header;
    private final Memory entries;
    private final Memory strings;
    private final int capacity;
    private final Map<String, Integer> offsets = new HashMap<>();

    SegmentSites(Memory header, Memory entries, Memory strings) {
        this.header = header;
        this.entries = entries;
        this.strings = strings;
        this.capacity = (int) (entries.size() / SiteDescriptor.SIZE);
    }

    int capacity() {
        return capacity;
    }

    /** Appends a site whose id is the next, if as many entries stay free; false if not. */
    boolean append(Site site, int keepFree) {
        int count = header.getInt(SegmentDescriptor.SITE_COUNT_AT);
        if (count >= capacity - keepFree) {
            return false;
        }
        int limit = (int) strings.size() - keepFree * BYTES_EACH;
        int resource = string(site.resource(), limit);
        int name = string(site.name(), limit);
        int file = string(site.file(), limit);
        if (resource < 0 || name < 0 || file < 0) {
            return false;
        }
        long at = (long) count * SiteDescriptor.SIZE;
        entries.putInt(at + SiteDescriptor.RESOURCE, resource);
        entries.putInt(at + SiteDescriptor.NAME, name);
        entries.putInt(at + SiteDescriptor.FILE, file);
        entries.putInt(at + SiteDescriptor.LINE, site.line());
        entries.putInt(at + SiteDescriptor.RUNTIME, site.runtime().ordinal());
        entries.putInt(at + SiteDescriptor.KIND, site.kind().ordinal());
        header.putLong(SegmentDescriptor.INTERNED_AT,
                header.getLong(SegmentDescriptor.INTERNED_AT) + 1);
        header.putIntRelease(SegmentDescriptor.SITE_COUNT_AT, count + 1);
        return true;
    }

    /** Offset of a string, or -1 if it finds no room below a limit. */
    private int string(String text, int limit) {
        Integer known = offsets.get(text);
        if (known != null) {
            return known;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int at = header.getInt(SegmentDescriptor.STRINGS_USED_AT);
        if (at + 2 + bytes.length > limit) {
            return -1;
        }
        byte[] stored = new byte[2 + bytes.length];
        stored[0] = (byte) bytes.length;
        stored[1] = (byte) (bytes.length >> 8);
        System.arraycopy(bytes, 0, stored, 2, bytes.length);
        strings.putBytes(at, stored);
        header.putIntRelease(SegmentDescriptor.STRINGS_USED_AT, at + stored.length);
        offsets.put(text, at);
        return at;
    }

    void countOverflow() {
        header.putLongRelease(SegmentDescriptor.OVERFLOWED_AT, overflowed() + 1);
    }

    long overflowed() {
        return header.getLongAcquire(SegmentDescriptor.OVERFLOWED_AT);
    }

    int size() {
        return Math.clamp(header.getIntAcquire(SegmentDescriptor.SITE_COUNT_AT), 0, capacity);
    }

    /** Reads an entry, whoever wrote it; what makes no sense in it is replaced. */
    Site read(int id) {
        if (id < 1 || id > size()) {
            return new Site(id, "(unknown)", ScriptRuntime.ENGINE, SpanKind.REGION,
                    "(site " + id + ")", "", 0);
        }
        long at = (id - 1L) * SiteDescriptor.SIZE;
        int runtime = entries.getInt(at + SiteDescriptor.RUNTIME);
        int kind = entries.getInt(at + SiteDescriptor.KIND);
        SpanKind known = KINDS[inRange(kind, KINDS.length, SpanKind.REGION.ordinal())];
        String name = text(entries.getInt(at + SiteDescriptor.NAME));
        return new Site(id, text(entries.getInt(at + SiteDescriptor.RESOURCE)),
                RUNTIMES[inRange(runtime, RUNTIMES.length, ScriptRuntime.ENGINE.ordinal())],
                known, known == SpanKind.NATIVE ? NativeLabel.of(name) : name,
                text(entries.getInt(at + SiteDescriptor.FILE)),
                Math.max(0, entries.getInt(at + SiteDescriptor.LINE)));
    }

    private static int inRange(int value, int count, int otherwise) {
        return value >= 0 && value < count ? value : otherwise;
    }

    private String text(int offset) {
        return text(strings, offset);
    }

    /** A string with its length before it; "(unreadable)" where there cannot be one. */
    static String text(Memory memory, long offset) {
        if (offset < 0 || offset + 2 > memory.size()) {
            return "(unreadable)";
        }
        byte[] head = memory.getBytes(offset, 2);
        int length = head[0] & 0xFF | (head[1] & 0xFF) << 8;
        if (length > NAME_BYTES || offset + 2 + length > memory.size()) {
            return "(unreadable)";
        }
        return new String(memory.getBytes(offset + 2, length), StandardCharsets.UTF_8);
    }
}
