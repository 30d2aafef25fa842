package dev.fxprof.ringbuffer;

import dev.fxprof.api.ScriptRuntime;
import dev.fxprof.api.Site;
import dev.fxprof.api.SiteTable;
import dev.fxprof.api.SpanKind;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/**
 * The sites of one recording, on the heap.
 *
 * <p>Assumptions: new sites are rare; resolving and the muted test are frequent.
 *
 * <p>Guarantees: those of {@link SiteTable}. A site's muted flag is right from its first span on.
 *
 * <p>Progress: resolving and testing are wait-free; adding a site takes a lock.
 */
final class SiteRegistry implements SiteTable {
    private static final int SITES_PER_RESOURCE = 4096;
    private static final int NAME_BYTES = 128;

    private record Key(String resource, ScriptRuntime runtime, SpanKind kind, String name,
            String file, int line) {}

    private final Map<Key, Integer> ids = new ConcurrentHashMap<>();
    private final Map<String, Integer> perResource = new HashMap<>();
    private final AtomicLong overflowed = new AtomicLong();
    private volatile Site[] sites = new Site[256];
    private volatile boolean[] muted = new boolean[256];
    private volatile int size;
    private Predicate<String> mute = resource -> false;

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
        Key kept = key;
        if (count < SITES_PER_RESOURCE) {
            perResource.put(key.resource, count + 1);
        } else {
            overflowed.incrementAndGet();
            kept = new Key(key.resource, key.runtime, key.kind, OTHER, "", 0);
            known = ids.get(kept);
            if (known != null) {
                return known;
            }
        }
        int id = size + 1;
        Site[] all = id < sites.length ? sites : Arrays.copyOf(sites, sites.length * 2);
        boolean[] flags = id < muted.length ? muted : Arrays.copyOf(muted, muted.length * 2);
        all[id] = new Site(id, kept.resource, kept.runtime, kept.kind, kept.name, kept.file,
                kept.line);
        flags[id] = mute.test(kept.resource);
        sites = all;
        muted = flags;
        size = id;
        ids.put(kept, id);
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
        return overflowed.get();
    }

    boolean isMuted(int site) {
        boolean[] flags = muted;
        return site < flags.length && flags[site];
    }

    /** Applies a new rule to the sites known and to come. */
    synchronized void muteWhere(Predicate<String> rule) {
        mute = rule;
        boolean[] flags = new boolean[muted.length];
        for (int id = 1; id <= size; id++) {
            flags[id] = rule.test(sites[id].resource());
        }
        muted = flags;
    }

    private static String cut(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= NAME_BYTES) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
        int end = NAME_BYTES;
        while ((bytes[end] & 0xC0) == 0x80) {
            end--;
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8);
    }
}
