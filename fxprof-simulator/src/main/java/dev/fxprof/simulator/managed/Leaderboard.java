package dev.fxprof.simulator.managed;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Adds up scores and publishes the order of the players once a second. */
final class Leaderboard implements ManagedScript {
    private static final int TICKS_BETWEEN = 20;
    private static final int MOST_SCORES = 256;

    private final Map<String, Long> scores = new TreeMap<>();
    private int ticks;

    @Override
    public void start(ManagedApi api) {
        api.on("leaderboard:score", args -> {
            if (args.length >= 2 && args[1] instanceof Number points) {
                scores.merge(String.valueOf(args[0]), points.longValue(), Long::sum);
            }
            if (scores.size() > MOST_SCORES) {
                scores.keySet().retainAll(api.players());
            }
        });
        api.onTick(() -> {
            if (++ticks % TICKS_BETWEEN == 0) {
                List<String> order = new ArrayList<>(scores.keySet());
                order.sort(Comparator.comparing((String id) -> -scores.get(id))
                        .thenComparing(Comparator.naturalOrder()));
                api.trigger("leaderboard:refresh", order);
            }
        });
    }
}
