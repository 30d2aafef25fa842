package dev.fxprof.simulator.sql;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Statements that the database refused, each once, with how often. Any thread. */
final class SqlRefusals {
    private static final int MOST = 1000;
    private static final int SHOWN = 160;

    private record Key(String resource, String where, String statement) {}

    private final Map<Key, String> reasons = new LinkedHashMap<>();
    private final Map<Key, Long> counts = new LinkedHashMap<>();
    private long others;

    /** Notes a refusal; true if it is the first of its statement. */
    synchronized boolean add(String resource, String where, String statement, String reason) {
        String text = statement.strip().replaceAll("\\s+", " ");
        Key key = new Key(resource, where,
                text.length() <= SHOWN ? text : text.substring(0, SHOWN) + " …");
        if (!counts.containsKey(key) && counts.size() == MOST) {
            others++;
            return false;
        }
        reasons.putIfAbsent(key, reason);
        return counts.merge(key, 1L, Long::sum) == 1;
    }

    synchronized List<RefusedStatement> list() {
        List<RefusedStatement> list = new ArrayList<>();
        counts.forEach((key, count) -> list.add(new RefusedStatement(key.resource(), key.where(),
                key.statement(), reasons.get(key), count)));
        if (others > 0) {
            list.add(new RefusedStatement("", "", "further statements",
                    "only the first " + MOST + " are listed", others));
        }
        return list;
    }
}
