package dev.fxprof.simulator.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Executes what scripts ask for, one request after the other, and gives the results that oxmysql
 * gives (github.com/overextended/oxmysql).
 *
 * <p>Assumption: one thread uses it.
 */
final class SqlSession {
    /** No statement of a game server may take longer. */
    private static final int TIMEOUT_SECONDS = 60;
    /** All rows of a result are in memory at once. */
    private static final int MOST_ROWS = 200_000;

    private final SqlDatabase database;
    private final Connection connection;

    SqlSession(SqlDatabase database) {
        this.database = database;
        this.connection = database.connection();
    }

    /** What one statement did. */
    private record Outcome(List<Map<String, Object>> rows, long changed, Object generated) {
        Object first() {
            return rows == null || rows.isEmpty() ? null : rows.getFirst();
        }

        Object all() {
            if (rows != null) {
                return rows;
            }
            Map<String, Object> header = new LinkedHashMap<>();
            header.put("affectedRows", changed);
            header.put("insertId", generated == null ? 0L : generated);
            return header;
        }
    }

    /**
     * Executes a request.
     *
     * @throws SQLException if the database refuses it
     * @throws IllegalArgumentException if the request itself is not valid
     */
    Object execute(SqlRequest request) throws SQLException {
        if (request.method().equals("transaction")) {
            return transaction(request);
        }
        if (!(request.query() instanceof String sql)) {
            throw new IllegalArgumentException(
                    "Expected query to be a string but received "
                            + (request.query() == null ? "nil" : "a table") + " instead.");
        }
        return switch (request.method()) {
            case "prepare" -> prepared(sql, request.parameters(), true);
            case "rawExecute" -> prepared(sql, request.parameters(), false);
            default -> shape(request.method(),
                    run(BoundStatement.bind(sql, request.parameters()), true));
        };
    }

    private static Object shape(String method, Outcome outcome) {
        return switch (method) {
            case "single" -> outcome.first();
            case "scalar" -> outcome.first() instanceof Map<?, ?> row
                    ? row.values().iterator().next()
                    : null;
            case "update" -> outcome.rows == null ? outcome.changed : null;
            case "insert" -> outcome.rows == null
                    ? outcome.generated == null ? 0L : outcome.generated
                    : null;
            default -> outcome.all();
        };
    }

    private Object prepared(String sql, Object parameters, boolean unpack) throws SQLException {
        List<Object> answers = new ArrayList<>();
        for (Object values : batches(parameters)) {
            Outcome outcome = run(BoundStatement.bind(sql, values), false);
            answers.add(unpack ? unpacked(sql, outcome) : outcome.all());
        }
        return answers.size() == 1 ? answers.getFirst() : answers;
    }

    /** A list of lists is executed once for each of them. */
    private static List<Object> batches(Object parameters) {
        List<Object> list = BoundStatement.positional(parameters);
        boolean many = !list.isEmpty() && list.stream()
                .allMatch(item -> item instanceof List<?> || item instanceof Map<?, ?>);
        return many ? list : List.of(list);
    }

    private static Object unpacked(String sql, Outcome outcome) {
        if (outcome.rows == null) {
            boolean insert = sql.regionMatches(true, 0, "INSERT", 0, "INSERT".length());
            return shape(insert ? "insert" : "update", outcome);
        }
        if (outcome.rows.size() > 1) {
            return outcome.rows;
        }
        Object first = outcome.first();
        return first instanceof Map<?, ?> row && row.size() == 1
                ? row.values().iterator().next()
                : first;
    }

    private Boolean transaction(SqlRequest request) throws SQLException {
        List<BoundStatement> statements = statements(request);
        connection.setAutoCommit(false);
        try {
            for (BoundStatement statement : statements) {
                run(statement, true);
            }
            connection.commit();
            return true;
        } catch (SQLException | RuntimeException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private static List<BoundStatement> statements(SqlRequest request) {
        if (!(request.query() instanceof List<?> list)) {
            throw new IllegalArgumentException("Transaction queries must be array, received '"
                    + (request.query() == null ? "nil" : "string") + "'.");
        }
        List<BoundStatement> statements = new ArrayList<>();
        for (Object item : list) {
            Object sql = item;
            Object values = request.parameters();
            if (item instanceof Map<?, ?> map) {
                sql = map.get("query");
                values = map.containsKey("parameters")
                        ? map.get("parameters")
                        : map.get("values");
            } else if (item instanceof List<?> pair && !pair.isEmpty()) {
                sql = pair.getFirst();
                values = pair.size() > 1 ? pair.get(1) : null;
            }
            statements.add(BoundStatement.bind(String.valueOf(sql), values));
        }
        return statements;
    }

    private Outcome run(BoundStatement bound, boolean booleans) throws SQLException {
        if (database.isEmpty() && SqlScript.isAboutDatabases(bound.sql())) {
            throw new IllegalArgumentException("the run has one database of its own");
        }
        List<String> statements = database.translate(bound.sql());
        for (String sql : statements.subList(0, Math.max(0, statements.size() - 1))) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }
        if (statements.isEmpty()) {
            return new Outcome(null, 0, null);
        }
        try (PreparedStatement statement = connection.prepareStatement(statements.getLast(),
                Statement.RETURN_GENERATED_KEYS)) {
            statement.setQueryTimeout(TIMEOUT_SECONDS);
            statement.setMaxRows(MOST_ROWS + 1);
            for (int i = 0; i < bound.values().size(); i++) {
                statement.setObject(i + 1, bound.values().get(i));
            }
            if (statement.execute()) {
                try (ResultSet results = statement.getResultSet()) {
                    List<Map<String, Object>> rows = new SqlRows(booleans).read(results);
                    if (rows.size() > MOST_ROWS) {
                        throw new SQLException(
                                "the result has more than " + MOST_ROWS + " rows");
                    }
                    return new Outcome(rows, 0, null);
                }
            }
            return new Outcome(null, statement.getUpdateCount(), generated(statement));
        }
    }

    private static Object generated(Statement statement) throws SQLException {
        try (ResultSet keys = statement.getGeneratedKeys()) {
            if (!keys.next()) {
                return null;
            }
            return keys.getObject(1) instanceof Number number ? number.longValue() : null;
        }
    }

    /** Executes a statement without parameters. */
    void load(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(TIMEOUT_SECONDS);
            for (String translated : database.translate(sql)) {
                statement.execute(translated);
            }
        }
    }
}
