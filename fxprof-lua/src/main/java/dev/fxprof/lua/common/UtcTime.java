package dev.fxprof.lua.common;

import dev.fxprof.lua.LuaScriptError;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Map;

/** os.time of a date, in the only time zone of the simulation. */
public final class UtcTime {
    private static final int NOON = 12;

    private UtcTime() {
    }

    /**
     * Seconds of a date; fields out of range count on, as in C.
     *
     * @param date table with year, month, day and perhaps hour (12 if missing), min and sec
     * @return seconds since 1970-01-01 UTC
     * @throws LuaScriptError if a field is missing
     */
    public static long seconds(Object date) {
        Map<?, ?> fields = date instanceof Map<?, ?> map ? map : Map.of();
        return LocalDateTime.of((int) field(fields, "year", null), 1, 1, 0, 0)
                .plusMonths(field(fields, "month", null) - 1)
                .plusDays(field(fields, "day", null) - 1)
                .plusHours(field(fields, "hour", NOON)).plusMinutes(field(fields, "min", 0))
                .plusSeconds(field(fields, "sec", 0)).toEpochSecond(ZoneOffset.UTC);
    }

    private static long field(Map<?, ?> fields, String name, Integer otherwise) {
        Object value = fields.get(name);
        if (value instanceof Number n) {
            return n.longValue();
        }
        if (value instanceof String s && s.matches("\\s*-?\\d+\\s*")) {
            return Long.parseLong(s.strip());
        }
        if (value == null && otherwise != null) {
            return otherwise;
        }
        throw new LuaScriptError("field '" + name + "' missing in date table");
    }
}
