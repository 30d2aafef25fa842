package dev.fxprof.simulator.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.UUID;
import org.h2.Driver;
import org.h2.engine.Constants;

/**
 * H2 in its MySQL mode, in memory, with {@link H2Dialect} before it: for machines without MariaDB.
 * What it refuses is listed; the docs say what it does otherwise.
 */
final class H2Server implements SqlServer {
    /** Of the database; only an administrator may set them. */
    private static final String OPTIONS = ";MODE=MySQL;DATABASE_TO_LOWER=TRUE"
            + ";CASE_INSENSITIVE_IDENTIFIERS=TRUE;IGNORECASE=TRUE";
    /** Of a session. */
    private static final String SESSION = ";TIME ZONE=UTC;NON_KEYWORDS=USER,VALUE,KEY,DAY,MONTH,"
            + "YEAR,HOUR,MINUTE,SECOND,GROUPS,SYSTEM_USER";

    @Override
    public SqlDatabase open() throws SqlUnavailableException {
        String url = "jdbc:h2:mem:" + UUID.randomUUID();
        try (Connection admin = new Driver().connect(url + OPTIONS, new Properties());
                Statement statement = admin.createStatement()) {
            for (String function : H2Functions.NAMES) {
                statement.execute("CREATE ALIAS " + function + " FOR \""
                        + H2Functions.class.getName() + "." + function.toLowerCase(Locale.ROOT)
                        + "\"");
            }
            // An administrator of H2 can read files and run Java; scripts must not.
            statement.execute("CREATE USER scripts PASSWORD ''");
            statement.execute("GRANT ALTER ANY SCHEMA TO scripts");
            Properties login = new Properties();
            login.setProperty("user", "scripts");
            login.setProperty("password", "");
            return new Open(new Driver().connect(url + SESSION, login));
        } catch (SQLException e) {
            throw new SqlUnavailableException("H2 cannot be used: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        // A database in memory ends with its connection.
    }

    private record Open(Connection connection) implements SqlDatabase {
        @Override
        public String description() {
            return "H2 " + Constants.VERSION
                    + " in MySQL mode";
        }

        @Override
        public String name() {
            return "public";
        }

        @Override
        public boolean isEmpty() {
            return true;
        }

        @Override
        public List<String> translate(String sql) {
            return H2Dialect.translate(sql);
        }

        @Override
        public void close() throws SQLException {
            connection.close();
        }
    }
}
