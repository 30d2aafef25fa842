package dev.fxprof.simulator.sql;

/** Gives databases to simulated servers; starts a server process only when the first is asked for. */
public interface SqlServer extends AutoCloseable {
    /**
     * Opens a database for one simulated server.
     *
     * @return the database
     * @throws SqlUnavailableException if there is none; the sentence says why
     */
    SqlDatabase open() throws SqlUnavailableException;

    /** Ends what was started. */
    @Override
    void close();
}
