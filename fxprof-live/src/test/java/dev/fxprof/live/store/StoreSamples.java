package dev.fxprof.live.store;

import dev.fxprof.live.TestClock;
import dev.fxprof.live.view.CaptureView;
import dev.fxprof.live.view.MinuteView;
import dev.fxprof.live.view.TickSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/** What the tests put into a store. */
final class StoreSamples {
    private StoreSamples() {
    }

    /** Saves a capture whose file has so many bytes. */
    static CaptureView save(Store store, TestClock clock, String id, int bytes)
            throws IOException {
        return store.save(id, (in, name) -> {
            Files.write(in.resolve(name), new byte[bytes]);
            return new CaptureView(id, "main", clock.millis(), "hitch", 1, 2, 3, 0, "",
                    false, "", List.of());
        });
    }

    static StoredMinutes minutes(String server, long atMillis) {
        return new StoredMinutes(StoredMinutes.SCHEMA, server,
                List.of(new MinuteView(atMillis, new TickSummary(1200, 1, 2, 3, 4, 5), List.of())),
                List.of());
    }
}
