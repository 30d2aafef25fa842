package dev.fxprof.export.report;

import dev.fxprof.api.SpanRecorder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/** Accumulators of what each player caused. */
final class PlayerTable {
    /** Players are numbered with 16 bits, while they connect with one more. */
    private static final int MOST = 1 << 17;

    /** Pairs of player and event that are told apart; a file can name any number. */
    private static final int MOST_PAIRS = 1 << 18;

    private record Top(int event, long nanos) {}

    private long[] calls = new long[0];
    private long[] self = new long[0];
    private long[] total = new long[0];
    private int[] open = new int[0];
    private final LongCounts byEvent = new LongCounts();

    /** Whether a source is a player. */
    static boolean isPlayer(int source) {
        return source > SpanRecorder.NO_SOURCE;
    }

    void enter(int source, long callsFromOutside, long nanos, long selfNanos, int event) {
        int player = Math.min(source, MOST);
        if (player >= calls.length) {
            grow(Math.max(128, Math.min(2 * player, MOST + 1)));
        }
        calls[player] += callsFromOutside;
        self[player] += selfNanos;
        if (open[player]++ == 0) {
            total[player] += nanos;
        }
        if (event >= 0 && byEvent.size() < MOST_PAIRS) {
            byEvent.add((long) player << 32 | event, selfNanos);
        }
    }

    void leave(int source) {
        open[Math.min(source, MOST)]--;
    }

    List<PlayerRow> report(Whole whole, IntFunction<String> events) {
        Map<Integer, Top> tops = new HashMap<>();
        byEvent.forEach((key, nanos) -> tops.merge((int) (key >>> 32), new Top((int) key, nanos),
                (a, b) -> b.nanos > a.nanos || b.nanos == a.nanos && b.event < a.event ? b : a));
        List<PlayerRow> rows = new ArrayList<>();
        for (int i = 0; i < calls.length; i++) {
            if (calls[i] > 0 || total[i] > 0) {
                Top top = tops.get(i);
                rows.add(new PlayerRow(i == MOST ? -1 : i, calls[i], self[i], total[i],
                        top == null ? "" : events.apply(top.event), whole.percent(self[i])));
            }
        }
        rows.sort(PlayerRow.BY_SELF_TIME);
        return rows;
    }

    private void grow(int capacity) {
        calls = Arrays.copyOf(calls, capacity);
        self = Arrays.copyOf(self, capacity);
        total = Arrays.copyOf(total, capacity);
        open = Arrays.copyOf(open, capacity);
    }
}
