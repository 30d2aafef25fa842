package dev.fxprof.live.core;

import dev.fxprof.live.store.StoredMinutes;
import dev.fxprof.live.view.HitchView;
import dev.fxprof.live.view.MinuteView;
import dev.fxprof.live.view.WindowView;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Gathers the minutes of a server for the store: ten of them a file, which is written anew each minute.
 *
 * <p>Assumptions: one thread calls all methods.
 */
final class Minutes {
    private static final int MINUTE = 60;
    private static final long MINUTE_MILLIS = 60_000;
    private static final int A_FILE = 10;
    private static final int MOST_RESOURCES = 50;
    private static final int MOST_HITCHES = 200;

    private final String server;
    private final BiConsumer<Long, StoredMinutes> store;
    private final List<MinuteView> minutes = new ArrayList<>();
    private final List<HitchView> hitches = new ArrayList<>();
    private long begin;
    private long stored;

    Minutes(String server, BiConsumer<Long, StoredMinutes> store) {
        this.server = server;
        this.store = store;
    }

    void hitch(HitchView hitch) {
        if (hitches.size() < MOST_HITCHES) {
            hitches.add(hitch);
        }
    }

    /** Says that a second is over, and what the windows are now. */
    void second(long seconds, List<WindowView> windows, long nowMillis) {
        if (seconds / MINUTE > stored / MINUTE) {
            WindowView minute = windows.stream().filter(window -> window.seconds() == MINUTE)
                    .findFirst().orElseThrow();
            if (minutes.isEmpty()) {
                begin = nowMillis - MINUTE_MILLIS;
            }
            minutes.add(new MinuteView(nowMillis, minute.tick(), minute.resources().stream()
                    .limit(MOST_RESOURCES).toList()));
            write();
        }
        stored = seconds;
    }

    private void write() {
        store.accept(begin, new StoredMinutes(StoredMinutes.SCHEMA, server, minutes, hitches));
        if (minutes.size() == A_FILE) {
            minutes.clear();
            hitches.clear();
        }
    }

    /** Stores what has gathered since the last minute that was whole. */
    void finish(long nowMillis) {
        if (!hitches.isEmpty()) {
            begin = minutes.isEmpty() ? nowMillis - MINUTE_MILLIS : begin;
            write();
        }
    }
}
