package dev.fxprof.export.capture;

import dev.fxprof.api.ScriptRuntime;
import dev.fxprof.api.Site;
import dev.fxprof.api.SiteTable;
import dev.fxprof.api.SpanKind;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The sites of a recording that is read. Names are cut to {@value #LONGEST} bytes of UTF-8; beyond
 * {@value #MOST} sites, or so many bytes of names, a kind of a resource gets the site {@value #OTHER}.
 *
 * <p>Assumptions: one thread interns; when the capture is built, any number may resolve.
 */
public final class ReadSites implements SiteTable {
    private static final int LONGEST = 512;
    private static final int MOST = 1 << 18;
    private static final long MOST_BYTES = 64L << 20;
    /** What stands in for the rest must not grow without end either. */
    private static final int MOST_OTHERS = 1 << 12;

    private record Key(String resource, ScriptRuntime runtime, SpanKind kind, String name,
            String file, int line) {}

    private final Map<Key, Integer> ids = new HashMap<>();
    private final List<Site> sites = new ArrayList<>();
    private long bytes;
    private long overflowed;
    private int others;

    ReadSites() {
    }

    @Override
    public int intern(String resource, ScriptRuntime runtime, SpanKind kind, String name,
            String file, int line) {
        Key key = new Key(cut(resource), runtime, kind, cut(name), cut(file), Math.max(0, line));
        Integer known = ids.get(key);
        if (known != null) {
            return known;
        }
        if (sites.size() >= MOST || bytes > MOST_BYTES) {
            overflowed++;
            return other(key);
        }
        return add(key);
    }

    private int other(Key of) {
        String resource = others < MOST_OTHERS ? of.resource : OTHER;
        Key key = new Key(resource, of.runtime, of.kind, OTHER, "", 0);
        Integer known = ids.get(key);
        if (known == null) {
            others++;
            return add(key);
        }
        return known;
    }

    private int add(Key key) {
        int id = sites.size() + 1;
        bytes += key.resource.length() + key.name.length() + key.file.length();
        sites.add(new Site(id, key.resource, key.runtime, key.kind, key.name, key.file,
                key.line));
        ids.put(key, id);
        return id;
    }

    /** As much of a text as every format can hold: bounded, and without halves of characters. */
    static String cut(String text) {
        String whole = text.substring(0, Math.min(LONGEST, text.length()));
        for (int i = 0; i < whole.length(); i++) {
            if (Character.isSurrogate(whole.charAt(i))) {
                whole = StandardCharsets.UTF_8.decode(StandardCharsets.UTF_8.encode(whole))
                        .toString();
                break;
            }
        }
        if (whole.length() <= LONGEST / 3) {
            return whole;
        }
        // Stops before the character that no longer fits.
        CharBuffer from = CharBuffer.wrap(whole);
        StandardCharsets.UTF_8.newEncoder().encode(from, ByteBuffer.allocate(LONGEST), true);
        return whole.substring(0, from.position());
    }

    @Override
    public Site site(int id) {
        return sites.get(id - 1);
    }

    @Override
    public int size() {
        return sites.size();
    }

    @Override
    public long overflowed() {
        return overflowed;
    }
}
