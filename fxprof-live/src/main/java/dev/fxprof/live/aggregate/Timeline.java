package dev.fxprof.live.aggregate;

import dev.fxprof.live.view.HistoryPoint;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The seconds and minutes of a server, as rings. Only seconds that are over are in a window. */
final class Timeline {
    private static final int SECONDS = 64;
    private static final int MINUTES = 15;
    private static final int MINUTE = 60;
    private static final int HISTORY = 900;

    private final Resources resources;
    private final Bucket[] seconds = new Bucket[SECONDS];
    private final Minute[] minutes = new Minute[MINUTES];
    private final Deque<HistoryPoint> history = new ArrayDeque<>();
    private Bucket now;
    private long started;
    private long closed;

    Timeline(Resources resources) {
        this.resources = resources;
        for (int i = 0; i < SECONDS; i++) {
            seconds[i] = new Bucket();
        }
        for (int i = 0; i < MINUTES; i++) {
            minutes[i] = new Minute();
        }
    }

    /**
     * The bucket for what ended at some moment. What comes late is counted in the second that runs.
     *
     * @param second seconds since the start of this timeline
     * @param originMillis its start
     */
    Bucket at(long second, long originMillis) {
        if (now == null) {
            started = second;
            open(second);
        }
        if (second - now.second > SECONDS) {
            // Nobody was there meanwhile: what came before is in no window of seconds any more.
            next(second, originMillis);
        }
        while (now.second < second) {
            next(now.second + 1, originMillis);
        }
        return now;
    }

    /** A second that cannot be added up is lost, but the next one begins. */
    private void next(long second, long originMillis) {
        try {
            close(originMillis);
        } finally {
            open(second);
        }
    }

    private void open(long second) {
        now = seconds[(int) Math.floorMod(second, (long) SECONDS)];
        now.start(second);
    }

    private void close(long originMillis) {
        long number = Math.floorDiv(now.second, (long) MINUTE);
        Minute minute = minutes[(int) Math.floorMod(number, (long) MINUTES)];
        if (minute.minute != number) {
            minute.start(number);
        }
        minute.add(now, resources.size());
        int ticks = (int) now.ticks.count();
        history.add(new HistoryPoint(originMillis + 1000 * now.second, ticks,
                ticks == 0 ? 0 : now.ticks.sum() / ticks, now.ticks.max(), now.hitches));
        if (history.size() > HISTORY) {
            history.removeFirst();
        }
        closed++;
    }

    /** Seconds that are over, counted from the first one. */
    long closed() {
        return closed;
    }

    /** The second that runs, or null before the first. */
    Bucket now() {
        return now;
    }

    List<HistoryPoint> history() {
        return List.copyOf(history);
    }

    /** The last seconds that are over, up to 60, oldest first. */
    List<Bucket> last(int count) {
        List<Bucket> found = new ArrayList<>();
        for (long second = now == null ? 0 : now.second - count; now != null
                && second < now.second; second++) {
            Bucket bucket = seconds[(int) Math.floorMod(second, (long) SECONDS)];
            if (bucket.second == second && second >= started) {
                found.add(bucket);
            }
        }
        return found;
    }

    /** The minutes of the last 15, that which runs included, oldest first. */
    List<Minute> lastMinutes() {
        List<Minute> found = new ArrayList<>();
        long running = now == null ? 0 : Math.floorDiv(now.second, (long) MINUTE);
        for (long number = running - MINUTES + 1; now != null && number <= running; number++) {
            Minute minute = minutes[(int) Math.floorMod(number, (long) MINUTES)];
            if (minute.minute == number) {
                found.add(minute);
            }
        }
        return found;
    }
}
