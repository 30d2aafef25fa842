package dev.fxprof.ringbuffer;

import dev.fxprof.api.ScriptRuntime;
import dev.fxprof.api.Site;
import dev.fxprof.api.SiteTable;
import dev.fxprof.api.SpanKind;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * The sites of the process that records: an index on the heap over the segment's table.
 *
 * <p>Assumptions: new sites are rare; resolving and the gate are frequent.
 *
 * <p>Guarantees: those of {@link SiteTable}. A site stands in the segment before its id is returned,
 * and its gate is right from its first span on.
 *
 * <p>Progress: resolving and testing are wait-free; adding a site takes a lock.
 */
final class SiteRegistry implements SiteTable {
    static final int SITES_PER_RESOURCE = 4096;
    /** Stands in where not even a resource's own {@value SiteTable#OTHER} finds room. */
    private static final Key NO_ROOM = new Key(OTHER, ScriptRuntime.ENGINE, SpanKind.REGION, OTHER,
            "", 0);

    private record Key(String resource, ScriptRuntime runtime, SpanKind kind, String name,
            String file, int line) {}

    private final SegmentSites table;
    private final SiteGates gates;
    private final Map<Key, Integer> ids = new ConcurrentHashMap<>();
    private final Map<String, Integer> perResource = new HashMap<>();
    private final Site[] sites;
    private final int[] governed;
    private volatile int size;
    private Predicate<String> mute = resource -> false;

    SiteRegistry(SegmentSites table) {
        this.table = table;
        gates = new SiteGates(table.capacity());
        sites = new Site[table.capacity() + 1];
        governed = new int[sites.length];
    }

    SiteGates gates() {
        return gates;
    }

    @Override
    public int intern(String resource, ScriptRuntime runtime, SpanKind kind, String name,
            String file, int line) {
        Key key = new Key(cut(resource), runtime, kind, cut(name), cut(file), line);
        Integer known = ids.get(key);
        return known != null ? known : add(key);
    }

    private synchronized int add(Key key) {
        Integer known = ids.get(key);
        if (known != null) {
            return known;
        }
        int count = perResource.getOrDefault(key.resource, 0);
        if (count < SITES_PER_RESOURCE) {
            int id = put(key, SegmentSites.RESERVED);
            if (id != 0) {
                perResource.put(key.resource, count + 1);
                return id;
            }
        }
        table.countOverflow();
        Key other = new Key(key.resource, key.runtime, key.kind, OTHER, "", 0);
        known = ids.get(other);
        if (known != null) {
            return known;
        }
        int id = put(other, 1);
        if (id == 0) {
            known = ids.get(NO_ROOM);
            id = known != null ? known : put(NO_ROOM, 0);
        }
        return id;
    }

    /** Returns the new site's id, or 0 if the table has no room. */
    private int put(Key key, int keepFree) {
        int id = size + 1;
        Site site = new Site(id, key.resource, key.runtime, key.kind, key.name, key.file, key.line);
        if (!table.append(site, keepFree)) {
            return 0;
        }
        sites[id] = site;
        size = id;
        applyRules(id);
        ids.put(key, id);
        return id;
    }

    @Override
    public Site site(int id) {
        if (id < 1 || id > size) {
            throw new IndexOutOfBoundsException("no site has id " + id);
        }
        return sites[id];
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public long overflowed() {
        return table.overflowed();
    }

    /** Applies a new rule to the sites known and to come. */
    synchronized void muteWhere(Predicate<String> rule) {
        mute = rule;
        for (int id = 1; id <= size; id++) {
            applyRules(id);
        }
    }

    /** Records a site less often, or as often as before, unless its resource is muted. */
    synchronized void govern(int id, int gate) {
        governed[id] = gate;
        applyRules(id);
    }

    private void applyRules(int id) {
        gates.rule(id, mute.test(sites[id].resource()) ? SiteGates.CLOSED : governed[id]);
    }

    /** A name of at most 128 bytes of valid UTF-8; one that is far too long costs no more than that. */
    static String cut(String name) {
        String few = name.length() > SegmentSites.NAME_BYTES
                ? name.substring(0, SegmentSites.NAME_BYTES)
                : name;
        byte[] bytes = few.getBytes(StandardCharsets.UTF_8);
        int end = bytes.length;
        if (end > SegmentSites.NAME_BYTES) {
            end = SegmentSites.NAME_BYTES;
            while ((bytes[end] & 0xC0) == 0x80) {
                end--;
            }
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8);
    }
}
