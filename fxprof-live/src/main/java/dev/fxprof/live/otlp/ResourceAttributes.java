package dev.fxprof.live.otlp;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import java.util.HashMap;
import java.util.Map;

/**
 * Attributes by name, made once; beyond a limit names share {@code other}.
 *
 * <p>Assumptions: one thread calls all methods.
 */
final class ResourceAttributes {
    private static final int MOST = 200;
    private static final String OTHER = "other";

    private final AttributeKey<String> key;
    private final Attributes more;
    private final Map<String, Attributes> known = new HashMap<>();

    ResourceAttributes(String key, Attributes more) {
        this.key = AttributeKey.stringKey(key);
        this.more = more;
    }

    Attributes of(String name) {
        Attributes attributes = known.get(name);
        if (attributes != null) {
            return attributes;
        }
        if (known.size() >= MOST && !name.equals(OTHER)) {
            return of(OTHER);
        }
        Attributes made = more.toBuilder().put(key, name).build();
        known.put(name, made);
        return made;
    }
}
