package dev.fxprof.live.store;

import dev.fxprof.live.view.HitchView;
import dev.fxprof.live.view.MinuteView;
import java.util.List;

/**
 * Content of a file of sums.
 *
 * @param schema {@value #SCHEMA}
 * @param server name of the server
 * @param minutes its minutes, oldest first
 * @param hitches the first of its hitches in that time, oldest first
 */
public record StoredMinutes(String schema, String server, List<MinuteView> minutes,
        List<HitchView> hitches) {
    /** What {@link #schema} says. */
    public static final String SCHEMA = "fxprof/minutes/1";

    /** Keeps copies of the lists. */
    public StoredMinutes {
        if (!SCHEMA.equals(schema) || server == null) {
            throw new IllegalArgumentException("no file of sums");
        }
        minutes = List.copyOf(minutes);
        hitches = List.copyOf(hitches);
    }
}
