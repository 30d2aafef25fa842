package dev.fxprof.simulator.sql;

import java.util.List;
import java.util.Map;

/**
 * What a script asks the database for.
 *
 * @param method of oxmysql: query, single, scalar, update, insert, prepare, rawExecute, transaction
 * @param query statement; for a transaction a list of them
 * @param parameters as the script gave them, or null
 * @param resource that asks
 * @param where file and line that asks, or empty if that is not known
 */
public record SqlRequest(String method, Object query, Object parameters, String resource,
        String where) {
    String text() {
        return String.valueOf(statement(query));
    }

    /** The first statement of a transaction, however it is written. */
    private static Object statement(Object query) {
        if (query instanceof List<?> list && !list.isEmpty()) {
            return statement(list.getFirst());
        }
        return query instanceof Map<?, ?> map && map.containsKey("query")
                ? map.get("query")
                : query;
    }
}
