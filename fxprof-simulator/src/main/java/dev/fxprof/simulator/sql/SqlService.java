package dev.fxprof.simulator.sql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * The database of one simulated server, with a thread of its own that executes requests in the order
 * in which they were made.
 */
public final class SqlService implements AutoCloseable {
    private static final int LAST_SECONDS = 5;

    private final SqlDatabase database;
    private final SqlSession session;
    private final SqlRefusals refusals = new SqlRefusals();
    private final ExecutorService thread = Executors
            .newSingleThreadExecutor(Thread.ofPlatform().name("database").daemon().factory());

    /**
     * A service on a database, which it closes in the end.
     *
     * @param database the database
     */
    public SqlService(SqlDatabase database) {
        this.database = database;
        this.session = new SqlSession(database);
    }

    /**
     * What serves the statements.
     *
     * @return such as {@code MariaDB 10.11.14, started for this run}
     */
    public String description() {
        return database.description();
    }

    /**
     * The database's name on its server.
     *
     * @return name
     */
    public String name() {
        return database.name();
    }

    /**
     * Whether .sql files are to be loaded.
     *
     * @return false if the database is the user's own
     */
    public boolean wantsFiles() {
        return database.isEmpty();
    }

    /**
     * Executes a request, later.
     *
     * @param request what to do
     * @return its answer; never fails
     */
    public CompletableFuture<SqlAnswer> submit(SqlRequest request) {
        return CompletableFuture.supplyAsync(() -> answer(request), thread);
    }

    private SqlAnswer answer(SqlRequest request) {
        Object nothing = request.method().equals("transaction") ? false : null;
        String reason;
        try {
            return new SqlAnswer(session.execute(request), null);
        } catch (SQLException | IllegalArgumentException e) {
            reason = firstLine(e);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            reason = "the request failed: " + e;
        }
        refusals.add(request.resource(), request.where(), request.text(), reason);
        return new SqlAnswer(nothing, reason);
    }

    /**
     * Executes the statements of a file; those that name databases are left out, since the run has
     * one of its own. To be called before the first request.
     *
     * @param resource whose file it is
     * @param name of the file, for messages
     * @param file the file
     * @return how many statements were executed
     * @throws IOException if it cannot be read
     */
    public int load(String resource, String name, Path file) throws IOException {
        int loaded = 0;
        for (SqlScript.Statement statement : SqlScript.split(Files.readString(file))) {
            if (SqlScript.isAboutDatabases(statement.text())) {
                continue;
            }
            try {
                session.load(statement.text());
                loaded++;
            } catch (SQLException | RuntimeException e) {
                refusals.add(resource, name + ":" + statement.line(), statement.text(),
                        firstLine(e));
            }
        }
        return loaded;
    }

    private static String firstLine(Exception e) {
        String message = String.valueOf(e.getMessage()).replaceFirst("^\\(conn=\\d+\\) ", "");
        return message.lines().findFirst().orElse("no reason given").strip();
    }

    /**
     * Statements that the database refused.
     *
     * @return each once, in the order of their first refusal
     */
    public List<RefusedStatement> refused() {
        return refusals.list();
    }

    /** Ends the thread and closes the database. */
    @Override
    public synchronized void close() {
        if (thread.isShutdown()) {
            return;
        }
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(LAST_SECONDS, TimeUnit.SECONDS)) {
                database.connection().abort(Runnable::run);
            }
            database.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (SQLException e) {
            // The server is gone, and the database with it or for its owner to remove.
        }
    }
}
