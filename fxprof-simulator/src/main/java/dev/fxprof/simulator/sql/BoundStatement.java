package dev.fxprof.simulator.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A statement with its parameters in order, from what a script gives: a list, a table with gaps, or
 * names, written {@code @name} or {@code :name}. A list for one placeholder becomes a list of values,
 * lists in a list become rows, a table {@code column = value, …}; {@code ??} is an identifier. That is
 * how oxmysql and the driver below it (mysql2, sqlstring) read them.
 *
 * @param sql statement with one {@code ?} for each parameter
 * @param values the parameters
 */
record BoundStatement(String sql, List<Object> values) {
    /**
     * Binds parameters.
     *
     * @throws IllegalArgumentException if there are more parameters than placeholders
     */
    static BoundStatement bind(String sql, Object parameters) {
        if (parameters instanceof Map<?, ?> map && !isPositional(map)) {
            return new Binder().named(sql, map);
        }
        List<Object> list = positional(parameters);
        Binder binder = new Binder();
        int used = binder.positional(sql, list);
        if (list.size() > used) {
            throw new IllegalArgumentException("Expected " + used + " parameters, but received "
                    + list.size() + ".");
        }
        return binder.result();
    }

    private static boolean isPositional(Map<?, ?> map) {
        return map.keySet().stream().allMatch(Long.class::isInstance);
    }

    /** Parameters as a list; gaps are nulls. */
    static List<Object> positional(Object parameters) {
        List<Object> list = new ArrayList<>();
        if (parameters instanceof List<?> given) {
            list.addAll(given);
        } else if (parameters instanceof Map<?, ?> map) {
            long last = map.keySet().stream().filter(Long.class::isInstance)
                    .mapToLong(Long.class::cast).max().orElse(0);
            for (long i = 1; i <= Math.min(last, 65_535); i++) {
                list.add(map.get(i));
            }
        } else if (parameters != null) {
            list.add(parameters);
        }
        return list;
    }

    private static final class Binder {
        private final StringBuilder out = new StringBuilder();
        private final List<Object> values = new ArrayList<>();

        BoundStatement named(String sql, Map<?, ?> map) {
            SqlLexer at = new SqlLexer(sql);
            boolean marked = false;
            String mark = "";
            while (at.next()) {
                if (marked && at.kind() == SqlLexer.Kind.WORD && has(map, mark, at.piece())) {
                    value(get(map, mark, at.piece()));
                } else if (marked) {
                    out.append(mark).append(at.piece());
                }
                boolean was = marked;
                // @@ and := are the database's own.
                marked = !was && (at.is('@') || at.is(':')) && isNameStart(at.following());
                mark = marked ? at.piece() : "";
                if (!was && !marked) {
                    out.append(at.piece());
                }
            }
            return result();
        }

        private static boolean isNameStart(char c) {
            return Character.isLetterOrDigit(c) || c == '_';
        }

        private static boolean has(Map<?, ?> map, String mark, String name) {
            // A table cannot hold nil: a name that is not there is null, but for user variables.
            return map.containsKey(name) || map.containsKey(mark + name) || mark.equals(":");
        }

        private static Object get(Map<?, ?> map, String mark, String name) {
            return map.containsKey(name) ? map.get(name) : map.get(mark + name);
        }

        int positional(String sql, List<Object> given) {
            int used = 0;
            boolean skip = false;
            SqlLexer at = new SqlLexer(sql);
            while (at.next()) {
                if (skip) {
                    skip = false;
                } else if (!at.is('?')) {
                    out.append(at.piece());
                } else {
                    Object value = used < given.size() ? given.get(used) : null;
                    used++;
                    skip = at.following() == '?';
                    if (skip) {
                        out.append(identifier(value));
                    } else {
                        value(value);
                    }
                }
            }
            return used;
        }

        private static String identifier(Object value) {
            return "`" + String.valueOf(value).replace("`", "``").replace(".", "`.`") + "`";
        }

        private void value(Object value) {
            if (value instanceof List<?> list) {
                String separator = "";
                for (Object item : list) {
                    out.append(separator);
                    if (item instanceof List<?>) {
                        out.append('(');
                        value(item);
                        out.append(')');
                    } else {
                        value(item);
                    }
                    separator = ", ";
                }
                if (list.isEmpty()) {
                    one(null);
                }
            } else if (value instanceof Map<?, ?> map) {
                String separator = "";
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    out.append(separator).append(identifier(entry.getKey())).append(" = ");
                    one(entry.getValue());
                    separator = ", ";
                }
            } else {
                one(value);
            }
        }

        private void one(Object value) {
            out.append('?');
            values.add(value instanceof List<?> || value instanceof Map<?, ?>
                    ? String.valueOf(value)
                    : value);
        }

        BoundStatement result() {
            return new BoundStatement(out.toString(), values);
        }
    }
}
