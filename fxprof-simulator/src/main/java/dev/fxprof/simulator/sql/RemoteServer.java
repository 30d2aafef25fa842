package dev.fxprof.simulator.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.UUID;
import org.mariadb.jdbc.Driver;

/**
 * A MariaDB or MySQL that listens somewhere. If a database is named, it is used as it is; else an
 * empty one is made for each run and dropped after it.
 */
final class RemoteServer implements SqlServer {
    private final String host;
    private final int port;
    private final String user;
    private final String password;
    private final String database;

    RemoteServer(String host, int port, String user, String password, String database) {
        this.host = host;
        this.port = port;
        this.user = user;
        this.password = password;
        this.database = database;
    }

    @Override
    public SqlDatabase open() throws SqlUnavailableException {
        String where = user + "@" + host + ":" + port;
        try {
            return open(where);
        } catch (SQLException e) {
            throw new SqlUnavailableException("the database " + where
                    + (database.isEmpty() ? "" : "/" + database) + " cannot be used: "
                    + e.getMessage(), e);
        }
    }

    private SqlDatabase open(String where) throws SQLException {
        Connection connection = connect();
        try {
            return open(connection, where);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private SqlDatabase open(Connection connection, String where) throws SQLException {
        String product = product(connection);
        if (!database.isEmpty()) {
            return new Open(connection, product + " at " + where + "/" + database, database,
                    false);
        }
        String name = "fxprof_" + UUID.randomUUID().toString().replace("-", "");
        execute(connection, "CREATE DATABASE `" + name + "` DEFAULT CHARACTER SET utf8mb4");
        connection.setCatalog(name);
        return new Open(connection, product + " at " + where, name, true);
    }

    private Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("connectTimeout", "10000");
        properties.setProperty("timezone", "UTC");
        properties.setProperty("forceConnectionTimeZoneToSession", "true");
        return new Driver().connect("jdbc:mariadb://" + host + ":" + port + "/" + database,
                properties);
    }

    private static String product(Connection connection) throws SQLException {
        return connection.getMetaData().getDatabaseProductName() + " "
                + connection.getMetaData().getDatabaseProductVersion().replaceFirst("-.*", "");
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() {
        // The server is not ours.
    }

    private final class Open implements SqlDatabase {
        private final Connection connection;
        private final String description;
        private final String name;
        private final boolean isEmpty;

        Open(Connection connection, String description, String name, boolean isEmpty) {
            this.connection = connection;
            this.description = description;
            this.name = name;
            this.isEmpty = isEmpty;
        }

        @Override
        public Connection connection() {
            return connection;
        }

        @Override
        public String description() {
            return description;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public boolean isEmpty() {
            return isEmpty;
        }

        /** By a connection of its own: the other may be busy, or broken. */
        @Override
        public void close() throws SQLException {
            if (isEmpty) {
                try (Connection fresh = connect()) {
                    execute(fresh, "DROP DATABASE IF EXISTS `" + name + "`");
                }
            }
            connection.close();
        }
    }
}
