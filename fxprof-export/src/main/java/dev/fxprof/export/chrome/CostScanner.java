package dev.fxprof.export.chrome;

import dev.fxprof.api.CaptureCost;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;

/** Reads what a capture says that it has cost. */
final class CostScanner {
    private final JsonScanner json;
    private final Map<Key, Long> fields = new EnumMap<>(Key.class);

    CostScanner(JsonScanner json) {
        this.json = json;
    }

    /** Reads the object that begins at the next byte; null for any other value. */
    CaptureCost read() throws IOException {
        if (json.next() != '{') {
            json.skip();
            return null;
        }
        fields.clear();
        String clock = "";
        json.take('{', "an object");
        boolean empty = json.takes('}');
        while (!empty) {
            json.key();
            Key key = Key.of(json);
            if (key == Key.CLOCK && json.next() == '"') {
                json.string("a string");
                clock = json.string();
            } else if (Decimal.begins(json.next())) {
                json.number();
                fields.put(key, Math.max(0, Decimal.whole(json.text, json.from, json.to)));
            } else {
                json.skip();
            }
            empty = !json.goesOn('}');
        }
        return new CaptureCost(field(Key.OFFERED), field(Key.WRITTEN),
                field(Key.DROPPED_RING_FULL), field(Key.DROPPED_TREE_TOO_LARGE),
                field(Key.DROPPED_DRAIN_KILLED), field(Key.WAITING), field(Key.OVERFLOWED_NAMES),
                (int) Math.min(Integer.MAX_VALUE, field(Key.RING_SLOTS)),
                field(Key.RING_HIGH_WATER), clock, field(Key.CLOCK_ERROR_NANOS),
                field(Key.CLOCK_STEPS));
    }

    private long field(Key key) {
        return fields.getOrDefault(key, 0L);
    }
}
