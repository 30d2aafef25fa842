package dev.fxprof.simulator.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** One database for one simulated server, empty at first unless it is the user's own. */
public interface SqlDatabase extends AutoCloseable {
    /**
     * What it is, for the operator.
     *
     * @return such as {@code MariaDB 10.11.14, started for this run}
     */
    String description();

    /**
     * Its name on its server.
     *
     * @return such as {@code es_extended}
     */
    String name();

    /**
     * The one connection.
     *
     * @return connection; to be used by one thread at a time
     */
    Connection connection();

    /**
     * Whether the resources' own .sql files are to be loaded into it.
     *
     * @return false if it is the user's own and has its tables
     */
    boolean isEmpty();

    /**
     * A statement of MySQL's dialect in that of the database.
     *
     * @param sql statement
     * @return statements to execute, at most one with parameters
     */
    default List<String> translate(String sql) {
        return List.of(sql);
    }

    /** Closes the connection, and drops the database if it was made for the run. */
    @Override
    void close() throws SQLException;
}
