package dev.fxprof.hooks.win64.resolve;

import dev.fxprof.hooks.win64.image.BuildId;
import dev.fxprof.hooks.win64.image.ImageBytes;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Looks for interface and class ids in a module. Compilers keep them as 16 bytes of data or, where they
 * are compared, as two halves within instructions; both halves somewhere are taken for the id.
 */
final class GuidSearch {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class,
            ByteOrder.LITTLE_ENDIAN);
    private static final int HALF = Long.BYTES;
    private static final int BUFFER = 1 << 20;
    private static final int FILTER = 1 << 16;

    private final boolean[] filter = new boolean[FILTER];
    private final Set<Long> wanted = new HashSet<>();
    private final Set<Long> found = new HashSet<>();
    private final Collection<String> ids;

    private GuidSearch(Collection<String> ids) {
        this.ids = ids;
        for (String id : ids) {
            for (long half : halves(id)) {
                wanted.add(half);
                filter[(int) (half & FILTER - 1)] = true;
            }
        }
    }

    /** Those of the ids that the file holds. */
    static Set<String> find(ImageBytes in, Collection<String> ids) throws IOException {
        GuidSearch search = new GuidSearch(ids);
        byte[] buffer = new byte[BUFFER];
        for (long at = 0; at + HALF <= in.size(); at += BUFFER - HALF + 1) {
            int length = (int) Math.min(BUFFER, in.size() - at);
            in.read(at, buffer, 0, length);
            search.look(buffer, length);
        }
        return search.result();
    }

    private void look(byte[] buffer, int length) {
        for (int i = 0; i + HALF <= length; i++) {
            long value = (long) LONG.get(buffer, i);
            if (filter[(int) (value & FILTER - 1)] && wanted.contains(value)) {
                found.add(value);
            }
        }
    }

    private Set<String> result() {
        Set<String> result = new HashSet<>();
        for (String id : ids) {
            if (found.containsAll(halves(id))) {
                result.add(id);
            }
        }
        return result;
    }

    private static List<Long> halves(String id) {
        byte[] bytes = BuildId.bytes(id);
        List<Long> halves = new ArrayList<>();
        halves.add((long) LONG.get(bytes, 0));
        halves.add((long) LONG.get(bytes, HALF));
        return halves;
    }
}
